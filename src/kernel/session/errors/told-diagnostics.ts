import type * as Typescript from "@tslab/typescript-for-tslab";
import { syntaxErrors } from "./syntax-errors.js";
import type { Ts } from "../tslab-modules.js";
import { nearestOverload } from "./nearest-overload.js";
import { reservedNames } from "./reserved-names.js";

const CELL = /[\\/]__tslab__\.ts$/;

/** The line that tslab's converter adds to a cell. */
const ADDED = /\nexport \{[^}]*\}$/;

/**
 * What TypeScript finds in files, as it is to be told: the reasons of a message are indented lines of its text, of a
 * call's overloads the nearest is told alone, and names that a cell may not declare are refused.
 */
export function toldDiagnostics(
  ts: Ts,
  program: Typescript.Program,
  files: readonly Typescript.SourceFile[],
  found: readonly Typescript.Diagnostic[],
): Typescript.Diagnostic[] {
  const checker = program.getTypeChecker();
  const cell = files.find(({ fileName }) => CELL.test(fileName));
  const all = cell ? [...withOwnSyntax(ts, cell, found), ...reservedNames(ts, cell)] : found;
  return all.map((diagnostic) => {
    const told = nearestOverload(ts, checker, diagnostic);
    return { ...told, messageText: ts.flattenDiagnosticMessageText(told.messageText, "\n") };
  });
}

/** With the syntax errors of the cell alone: where it breaks off, the added line stands where more was expected. */
function withOwnSyntax(
  ts: Ts,
  cell: Typescript.SourceFile,
  found: readonly Typescript.Diagnostic[],
): readonly Typescript.Diagnostic[] {
  const errors = new Set<unknown>(syntaxErrors(cell));
  if (errors.size === 0) return found;
  const text = cell.text.replace(ADDED, "");
  const alone = ts.createSourceFile(cell.fileName, text, ts.ScriptTarget.Latest);
  return [...syntaxErrors(alone), ...found.filter((diagnostic) => !errors.has(diagnostic))];
}
