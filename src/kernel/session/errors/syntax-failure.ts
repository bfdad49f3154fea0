import { findScript, sourcePlace } from "./cell-scripts.js";
import { CompileFailure } from "./compile-failure.js";
import { excerpt } from "./excerpt.js";

/** What V8 does not accept of a script that TypeScript has accepted, in the lines of the user; other errors as they are. */
export function syntaxFailure(error: unknown, file: string): unknown {
  const script = findScript(file);
  if (!(error instanceof SyntaxError) || script === undefined) return error;
  const { message: evalue, stack = "" } = error;
  // Above the error, Node writes the place, the line, and marks below it.
  const [where = "", , marks = ""] = stack.split("\n");
  const line = Number(/:(\d+)$/.exec(where)?.[1] ?? 1) - 1;
  const place = sourcePlace(script, { line, column: Math.max(0, marks.indexOf("^")) });
  const label = place ? `${script.label}:${place.line + 1}:${place.column + 1}` : script.label;
  const source = place ? script.lines[place.line] : undefined;
  const shown = source === undefined || !place ? [] : excerpt(source, place.column);
  const traceback = [`${label} - SyntaxError: ${evalue}`, ...shown];
  return new CompileFailure({ ename: "SyntaxError", evalue, traceback });
}
