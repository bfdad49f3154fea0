import type { Diagnostic } from "tslab/dist/converter.js";
import type { ErrorContent } from "./cell-error.js";
import { excerpt } from "./excerpt.js";

/** Code that TypeScript does not accept, as the content of an `error` message. */
export function diagnosticError(
  diagnostics: readonly Diagnostic[],
  label: string,
  code: string,
): ErrorContent {
  const lines = code.split("\n");
  const told = withDetails(diagnostics.filter(isIn(lines)));
  return {
    ename: "TypeScriptError",
    evalue: told[0]?.diagnostic.messageText ?? "",
    traceback: told.flatMap(({ diagnostic, details }, place) => [
      ...(place > 0 ? [""] : []),
      ...diagnosticLines(diagnostic, label, lines),
      ...details,
    ]),
  };
}

/** The converter adds a line of its own, which may repeat what is wrong. */
function isIn(lines: readonly string[]): (diagnostic: Diagnostic) => boolean {
  return ({ fileName, start }) => fileName !== undefined || start.line < lines.length;
}

interface Told {
  readonly diagnostic: Diagnostic;
  /** The reasons for the message, the next one for the one before. */
  readonly details: string[];
}

/** tslab lists the reasons of a message after it, at the same place. */
function withDetails(diagnostics: readonly Diagnostic[]): Told[] {
  const told: Told[] = [];
  for (const diagnostic of diagnostics) {
    const last = told.at(-1);
    if (last && isSamePlace(last.diagnostic, diagnostic))
      last.details.push(`${"  ".repeat(last.details.length + 1)}${diagnostic.messageText}`);
    else told.push({ diagnostic, details: [] });
  }
  return told;
}

function isSamePlace(one: Diagnostic, other: Diagnostic): boolean {
  return one.start.offset === other.start.offset && one.end.offset === other.end.offset;
}

function diagnosticLines(
  { start, end, messageText, code, fileName }: Diagnostic,
  label: string,
  lines: readonly string[],
): string[] {
  const where = `${fileName ?? label}:${start.line + 1}:${start.character + 1}`;
  const length = end.line === start.line ? end.character - start.character : Infinity;
  const source = fileName === undefined ? lines[start.line] : undefined;
  return [
    `${where} - error TS${code}: ${messageText}`,
    ...(source === undefined ? [] : excerpt(source, start.character, length)),
  ];
}
