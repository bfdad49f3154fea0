import { LineRedactor } from "./redact-text.js";
import { redactValues } from "./secret-values.js";

/** In a program a value that is no literal is an expression. A shell's script is read as settings are. */
const PROGRAM =
  /\.(?:py|pyi|pyx|ipynb|[cm]?[jt]sx?|java|kt|scala|go|rs|c|h|cc|cpp|hpp|cu|cuh|rb|r|jl|php|cs|swift|lua|m)$/i;

/**
 * The diff of a file without secrets, and in how many lines there were some.
 *
 * @param path - Of the file: its name tells a program from settings.
 * @param secrets - Values that are known to be secrets.
 */
export function redactDiff(
  diff: string,
  path: string,
  secrets: readonly string[] = [],
): { text: string; count: number } {
  const kind = PROGRAM.test(path) ? "program" : "settings";
  const redactors: Record<string, LineRedactor> = {
    "+": new LineRedactor(kind),
    "-": new LineRedactor(kind),
    " ": new LineRedactor(kind),
  };
  let count = 0;
  let isContent = false;
  const lines = diff.split("\n").map((line) => {
    if (line.startsWith("@@")) isContent = true;
    const redactor = redactors[line[0] ?? ""];
    if (!isContent || redactor === undefined) return line;
    const redacted = line[0]! + redactValues(redactor.redact(line.slice(1)), secrets);
    if (redacted !== line) count += 1;
    return redacted;
  });
  return { text: lines.join("\n"), count };
}
