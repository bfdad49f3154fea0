import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { errorCode } from "../util/error-code.js";
import type { Deadline } from "./deadline.js";
import { redactText } from "./redact/redact-text.js";

/** How a program is run. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly deadline: Deadline;
  /** Bytes of its output that are read at most; a program that writes more is ended. */
  readonly most?: number;
}

/** What a program said; where `isCut`, only the beginning of it. */
export interface ProgramOutput {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly isCut: boolean;
}

const MOST_BYTES = 64 * 2 ** 20;
const MOST_ERROR_BYTES = 4096;
const MOST_REASON = 300;

/**
 * Runs a program to its end, in a process group of its own, so that the terminal's signals do not reach it and all of it
 * can be ended. It is started before this function returns.
 *
 * @throws Error (as a rejection) whose message is the reason, where it cannot be started or the time is over.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, deadline, most = MOST_BYTES }: ProgramOptions,
): Promise<ProgramOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const stop = deadline.onOver(() => {
      endGroup(child);
      reject(deadline.error(program));
    });
    child.on("error", (error) => {
      stop();
      reject(new Error(startReason(program, error)));
    });
    if (deadline.isBackground) release(child);
    const stdout = collect(child.stdout, most, () => endGroup(child));
    const stderr = collect(child.stderr, MOST_ERROR_BYTES, () => {});
    child.on("close", (exitCode) => {
      stop();
      resolve({
        stdout: stdout.bytes(),
        stderr: stderr.bytes().toString().trim(),
        exitCode,
        isCut: stdout.isCut(),
      });
    });
  });
}

/** What it said, where it ended well. */
export function successOf(program: string, { stdout, stderr, exitCode }: ProgramOutput): Buffer {
  if (exitCode === 0) return stdout;
  const lines = (stderr || stdout.toString()).trim().split("\n");
  // git goes on with advice; a traceback ends with the error
  const said = lines.find((line) => line.startsWith("fatal: ")) ?? lines.at(-1)!;
  if (said === "") throw new Error(`${program} ended with exit code ${exitCode}`);
  throw new Error(redactText(said.slice(0, MOST_REASON), "command"));
}

function collect(
  stream: Readable,
  most: number,
  onFull: () => void,
): { bytes: () => Buffer; isCut: () => boolean } {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    const isFull = size > most;
    size += chunk.length;
    if (isFull) return;
    chunks.push(chunk);
    if (size > most) onFull();
  });
  return { bytes: () => Buffer.concat(chunks).subarray(0, most), isCut: () => size > most };
}

/** Ends the program and what it has started, and waits for neither. */
function endGroup(child: ChildProcess): void {
  release(child);
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

function release(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr])
    if (stream && "unref" in stream && typeof stream.unref === "function") stream.unref();
}

function startReason(program: string, error: Error): string {
  const code = errorCode(error);
  if (code === "ENOENT") return `${program} is not installed, or its folder is gone`;
  return `${program} cannot be started: ${error.message}`;
}
