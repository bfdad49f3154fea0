import { execFile } from "node:child_process";

/** How a program ended; `code` is undefined where it did not start, or was stopped. */
export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** `ENOENT` and the like, where it did not start. */
  readonly reason?: string;
}

const TIMEOUT = 30_000;
const MOST_OUTPUT = 16_000_000;

/** Runs a program that ends by itself; a failure is a result like any other. */
export function runToEnd(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  const options = { env: { ...env }, timeout: TIMEOUT, maxBuffer: MOST_OUTPUT, windowsHide: true };
  return new Promise((resolve) => {
    execFile(command, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === "number") resolve({ code, stdout, stderr });
      else resolve({ code: undefined, stdout, stderr, reason: String(code ?? error?.signal) });
    });
  });
}
