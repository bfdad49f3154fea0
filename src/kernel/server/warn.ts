import { writeSync } from "node:fs";

/** Prints a line where the kernel was started; at once, and not by the main thread, whose cells may be stuck. */
export function warn(line: string): void {
  try {
    writeSync(2, `ceteris kernel: ${line}\n`);
  } catch {
    // Nobody listens.
  }
}
