import type { Diagnostic } from "tslab/dist/converter.js";
import type { ErrorContent } from "./error-content.js";
import { excerpt } from "./excerpt.js";

type Position = Diagnostic["start"];

/** Code that TypeScript does not accept, as the content of an `error` message. */
export function diagnosticError(
  diagnostics: readonly Diagnostic[],
  label: string,
  code: string,
): ErrorContent {
  const lines = code.split("\n");
  const told = diagnosticsOf(lines, diagnostics);
  return {
    ename: "TypeScriptError",
    evalue: told[0]?.messageText.split("\n")[0] ?? "",
    traceback: told.flatMap((diagnostic, place) => [
      ...(place > 0 ? [""] : []),
      ...diagnosticLines(diagnostic, label, lines),
    ]),
  };
}

/**
 * The converter adds a line of its own, which may repeat what is wrong: it counts where nothing else is wrong. What is
 * found after the cell's last character is told there.
 */
function diagnosticsOf(
  lines: readonly string[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const own = diagnostics.filter(
    ({ fileName, start }) => fileName !== undefined || start.line < lines.length,
  );
  const end = endOf(lines);
  return (own.length > 0 ? own : diagnostics.slice(0, 1)).map((diagnostic) =>
    diagnostic.fileName === undefined && diagnostic.start.offset > end.offset
      ? { ...diagnostic, start: end, end }
      : diagnostic,
  );
}

/** The place after the last line that is not blank. */
function endOf(lines: readonly string[]): Position {
  const line = Math.max(
    0,
    lines.findLastIndex((text) => text.trim() !== ""),
  );
  const character = (lines[line] ?? "").trimEnd().length;
  return {
    line,
    character,
    offset: lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0) + character,
  };
}

function diagnosticLines(
  { start, end, messageText, code, fileName }: Diagnostic,
  label: string,
  lines: readonly string[],
): string[] {
  const where = `${fileName ?? label}:${start.line + 1}:${start.character + 1}`;
  const length = end.line === start.line ? end.character - start.character : Infinity;
  const source = fileName === undefined ? lines[start.line] : undefined;
  const [headline = "", ...reasons] = messageText.split("\n");
  return [
    `${where} - error TS${code}: ${headline}`,
    ...(source === undefined ? [] : excerpt(source, start.character, length)),
    ...reasons,
  ];
}
