import type * as Typescript from "@tslab/typescript-for-tslab";
import type { TslabModules } from "./tslab-modules.js";

/** Code of "Unterminated template literal". */
const OPEN_TEMPLATE = 1160;

/** Content of an `is_complete_reply`. */
export function completeness({ ts, isCompleteCode }: TslabModules, code: string): object {
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: "incomplete", indent: indent ?? "" };
  const errors = syntaxErrors(ts, code);
  if (errors.some((error) => error.code === OPEN_TEMPLATE))
    return { status: "incomplete", indent: "" };
  return { status: errors.length > 0 ? "invalid" : "complete" };
}

function syntaxErrors(ts: TslabModules["ts"], code: string): readonly Typescript.Diagnostic[] {
  // An export makes it a module, in which `await` may stand anywhere.
  const file = ts.createSourceFile("cell.ts", `export {};${code}`, ts.ScriptTarget.Latest);
  const errors: unknown = Reflect.get(file, "parseDiagnostics");
  return Array.isArray(errors) ? (errors as Typescript.Diagnostic[]) : [];
}
