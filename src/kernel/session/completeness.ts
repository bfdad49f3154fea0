import type * as Typescript from "@tslab/typescript-for-tslab";
import { syntaxErrors } from "./errors/syntax-errors.js";
import type { Ts, TslabModules } from "./tslab-modules.js";

/** Code of "Unterminated template literal". */
const OPEN_TEMPLATE = 1160;

/** Makes code a module, in which `await` may stand anywhere. */
const MODULE = "export {};";

/** Content of an `is_complete_reply`. */
export function completeness({ ts, isCompleteCode }: TslabModules, code: string): object {
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  const file = ts.createSourceFile("cell.ts", MODULE + code, ts.ScriptTarget.Latest);
  const errors = syntaxErrors(file);
  if (errors.some((error) => error.code === OPEN_TEMPLATE) || breaksOff(ts, file, errors))
    return { status: "incomplete", indent: "" };
  return { status: errors.length > 0 || endsInYield(ts, file) ? "invalid" : "complete" };
}

/** True where something is missing at the end and nothing is wrong before it: `const`, `await`, `a +`. */
function breaksOff(
  ts: Ts,
  file: Typescript.SourceFile,
  errors: readonly Typescript.Diagnostic[],
): boolean {
  const end = file.text.trimEnd().length;
  if (errors.length > 0)
    return (
      /\b(?:import|export)$/.test(file.text.slice(0, end)) ||
      errors.every(({ start }) => (start ?? 0) >= end)
    );
  const last = file.statements.at(-1);
  return (
    last !== undefined &&
    ts.isVariableStatement(last) &&
    last.declarationList.declarations.length === 0
  );
}

/** `yield` is no name in a module, and a cell is no generator; TypeScript sees that when it binds names. */
function endsInYield(ts: Ts, file: Typescript.SourceFile): boolean {
  const last = file.statements.at(-1);
  return (
    last !== undefined &&
    ts.isExpressionStatement(last) &&
    (ts.isYieldExpression(last.expression) || last.expression.getText(file) === "yield")
  );
}
