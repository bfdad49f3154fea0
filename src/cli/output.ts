import { resolve } from "node:path";
import { CeterisError } from "../util/error.js";
import { whyNotWritten } from "../util/why-not-written.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import type { Terminal } from "./command.js";
import { UsageError } from "./usage-error.js";

/**
 * Writes a result to the file that was named, or to stdout.
 *
 * @throws CeterisError `USAGE` where the file cannot be written, UsageError for bytes that would go to a terminal.
 */
export async function emit(
  terminal: Terminal,
  result: string | Uint8Array,
  file: string | undefined,
): Promise<void> {
  if (file !== undefined) save(terminal, result, file);
  else if (typeof result === "string") terminal.out(result);
  else await writeBytes(terminal, result);
}

async function writeBytes(terminal: Terminal, bytes: Uint8Array): Promise<void> {
  if (terminal.streams.stdout.isTTY)
    throw new UsageError(
      "This format is binary and no terminal can show it; name a file with -o, or pass it on with > or |.",
    );
  await terminal.write(bytes);
}

function save(terminal: Terminal, result: string | Uint8Array, file: string): void {
  try {
    writeFileAtomic(resolve(file), result);
  } catch (error) {
    throw new CeterisError("USAGE", `${file} ${whyNotWritten(file, error)}`, { cause: error });
  }
  terminal.note(`wrote ${file}`);
}
