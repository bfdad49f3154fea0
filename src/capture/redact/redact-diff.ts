import { LineRedactor } from "./redact-text.js";
import { redactValues } from "./secret-values.js";
import type { TextKind } from "./text-kind.js";

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
  let redactors = new DiffRedactor(kind);
  let count = 0;
  let isContent = false;
  const lines = diff.split("\n").map((line) => {
    if (line.startsWith("@@")) {
      isContent = true;
      redactors = new DiffRedactor(kind);
    }
    const sign = line[0] ?? "";
    if (!isContent || !["+", "-", " "].includes(sign)) return line;
    const redacted = sign + redactValues(redactors.redact(sign, line.slice(1)), secrets);
    if (redacted !== line) count += 1;
    return redacted;
  });
  return { text: lines.join("\n"), count };
}

/** Of the file before and after: a line of context is of both. */
class DiffRedactor {
  readonly #before: LineRedactor;
  readonly #after: LineRedactor;

  constructor(kind: TextKind) {
    this.#before = new LineRedactor(kind);
    this.#after = new LineRedactor(kind);
  }

  redact(sign: string, line: string): string {
    if (sign === "-") return this.#before.redact(line);
    if (sign === "+") return this.#after.redact(line);
    const [before, after] = [this.#before.redact(line), this.#after.redact(line)];
    return before === line ? after : before;
  }
}
