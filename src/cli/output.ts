import { resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import type { Terminal } from "./command.js";

/**
 * Writes a result to the file that was named, or to the terminal.
 *
 * @throws CeterisError `USAGE` where the file cannot be written.
 */
export function emit(terminal: Terminal, text: string, file: string | undefined): void {
  if (file === undefined) {
    terminal.out(text);
    return;
  }
  try {
    writeFileAtomic(resolve(file), text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CeterisError(
      "USAGE",
      `${file} cannot be written (${code ?? String(error)}); name a file in a folder that exists and may be written to.`,
      { cause: error },
    );
  }
  terminal.note(`wrote ${file}`);
}
