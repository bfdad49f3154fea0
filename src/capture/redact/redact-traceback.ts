import { LineRedactor } from "./redact-text.js";
import { redactValues, secretValues } from "./secret-values.js";

/** `  File "train.py", line 3, in main` of Python, and `file:///train.js:3` of Node: source follows. */
const PLACE = /^\s*File ".*", line \d+|^\S.*\.[cm]?[jt]sx?:\d+$/;

/**
 * A traceback, and whatever was printed before it, without secrets: lines of source are read as a program's.
 *
 * @param env - Values of its secret variables are taken out wherever they stand.
 */
export function redactTraceback(text: string, env: NodeJS.ProcessEnv = process.env): string {
  const output = new LineRedactor("output");
  const program = new LineRedactor("program");
  let isSource = false;
  let isAfterPlace = false;
  const lines = text.split("\n").map((line) => {
    isSource = isAfterPlace || (isSource && /^ {4}/.test(line));
    isAfterPlace = PLACE.test(line);
    return (isSource && !isAfterPlace ? program : output).redact(line);
  });
  return redactValues(lines.join("\n"), secretValues(env));
}
