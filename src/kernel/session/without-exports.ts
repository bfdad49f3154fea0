import type { Ts } from "./tslab-modules.js";

/**
 * A cell's code with blanks in the place of `export` before declarations: all that a cell declares is exported to later
 * cells, and TypeScript accepts no second export.
 */
export function withoutExports(ts: Ts, code: string): string {
  if (!code.includes("export")) return code;
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  return file.statements.reduce((text, statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    const word = modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const isDefault = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    if (word === undefined || isDefault) return text;
    return `${text.slice(0, word.end - 6)}      ${text.slice(word.end)}`;
  }, code);
}
