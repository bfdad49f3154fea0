import { createInterface } from "node:readline";
import { CeterisError } from "../util/error.js";
import type { Call, Streams } from "./command.js";
import { UsageError } from "./usage-error.js";

/**
 * Asks on the terminal before something is deleted, unless `--yes` was given.
 *
 * @param question - Without its question mark: `Delete 3 runs`.
 * @throws UsageError where nobody can be asked, CeterisError `USAGE` where the answer is not yes.
 */
export async function confirm({ flags, terminal }: Call, question: string): Promise<void> {
  if (flags["yes"]) return;
  const { stdin, stderr } = terminal.streams;
  if (!stdin.isTTY || !stderr.isTTY)
    throw new UsageError(
      `There is no terminal to ask "${question}?" on; add --yes to do it without a question.`,
    );
  const answer = await ask(`${question}? [y/N] `, terminal.streams);
  if (!/^y(es)?$/i.test(answer.trim()))
    throw new CeterisError("USAGE", "Nothing is deleted; answer y, or give --yes, to delete.");
}

/** The line that is typed; nothing where the terminal is closed, or Ctrl-C is pressed. */
function ask(question: string, { stdin, stderr }: Streams): Promise<string> {
  const terminal = createInterface({ input: stdin, output: stderr });
  return new Promise((resolve) => {
    terminal.on("close", () => resolve(""));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });
}
