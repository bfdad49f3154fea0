import { NotebookRedactor } from "./notebook-redactor.js";
import { LineRedactor } from "./redact-text.js";
import { redactValues } from "./secret-values.js";

/** In a program a value that is no literal is an expression. A shell's script is read as settings are. */
const PROGRAM =
  /\.(?:py|pyi|pyx|[cm]?[jt]sx?|java|kt|scala|go|rs|c|h|cc|cpp|hpp|cu|cuh|rb|r|jl|php|cs|swift|lua|m)$/i;

const NOTEBOOK = /\.ipynb$/i;

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
  let redactors = new DiffRedactor(path);
  let count = 0;
  let isContent = false;
  const lines = diff.split("\n").map((line) => {
    if (line.startsWith("@@")) {
      isContent = true;
      redactors = new DiffRedactor(path);
    }
    const sign = line[0] ?? "";
    if (!isContent || !["+", "-", " "].includes(sign)) return line;
    const redacted = sign + redactValues(redactors.redact(sign, line.slice(1)), secrets);
    if (redacted !== line) count += 1;
    return redacted;
  });
  return { text: lines.join("\n"), count };
}

interface Redactor {
  redact(line: string): string;
}

function redactorOf(path: string): Redactor {
  if (NOTEBOOK.test(path)) return new NotebookRedactor();
  return new LineRedactor(PROGRAM.test(path) ? "program" : "settings");
}

/** Of the file before and after: a line of context is of both. */
class DiffRedactor {
  readonly #before: Redactor;
  readonly #after: Redactor;

  constructor(path: string) {
    this.#before = redactorOf(path);
    this.#after = redactorOf(path);
  }

  redact(sign: string, line: string): string {
    if (sign === "-") return this.#before.redact(line);
    if (sign === "+") return this.#after.redact(line);
    const [before, after] = [this.#before.redact(line), this.#after.redact(line)];
    return before === line ? after : before;
  }
}
