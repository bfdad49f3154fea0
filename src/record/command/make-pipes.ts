import { execFile } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A pipe of the system: what a program writes to the descriptor comes out of the stream. */
export interface SystemPipe {
  readonly from: Socket;
  readonly descriptor: number;
  /** A second end to read from, for who reads on where this process cannot; it blocks. */
  readonly kept: number;
}

/**
 * Makes pipes for the stdout and stderr of a program. Node's own are sockets, which a program cannot open as
 * `/dev/stderr`, and which do not end it by SIGPIPE. Null where the system has no named pipes,
 * or no temporary folder for them.
 */
export async function makePipes(): Promise<readonly SystemPipe[] | null> {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), "ceteris-"));
    const paths = ["stdout", "stderr"].map((name) => join(folder!, name));
    await promisify(execFile)("mkfifo", paths);
    return paths.map(openPipe);
  } catch {
    return null;
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

function openPipe(path: string): SystemPipe {
  const from = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const descriptor = openSync(path, constants.O_WRONLY);
  const kept = openSync(path, constants.O_RDONLY);
  const stream = new Socket({ fd: from, readable: true, writable: false });
  return { from: stream.unref(), descriptor, kept }; // where no program is started, nothing waits for it
}

/** Closes our ends that are for the program alone. */
export function closeDescriptors(pipes: readonly SystemPipe[]): void {
  for (const { descriptor } of pipes) closeSync(descriptor);
}
