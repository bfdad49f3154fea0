import { closeSync, existsSync, fstatSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { openFile } from "../../store/file-reader.js";
import { LOG_FILE, type RootLayout } from "../../store/layout.js";
import type { ReportProblem } from "../../store/problem.js";
import { readRunFile } from "../../store/read-run-file.js";
import { presentStatus, recordedStatus } from "../../store/run-file.js";
import { CeterisError } from "../../util/error.js";
import { pause } from "../../util/pause.js";

/** What is read. */
export interface FollowOptions {
  readonly layout: RootLayout;
  /** The run's. */
  readonly directory: string;
  /** False to end at the end of the file, whether the run goes on or not. */
  readonly isFollowed: boolean;
  readonly signal: AbortSignal;
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** In milliseconds. */
const POLL = 100;
/** In bytes. */
const PIECE = 64 * 1024;

/** Reads a run's log to its end, and where it is followed, on until the run ends; also into `fails/`. */
export async function followLog(options: FollowOptions): Promise<void> {
  const { isFollowed, signal } = options;
  let file: number | null = null;
  try {
    for (;;) {
      const isEnding = !isFollowed || !isRunning(options); // asked first: what it wrote before is there then
      file ??= open(options);
      if (file !== null) await readOn(file, options);
      if (isEnding || signal.aborted) return;
      await pause(POLL, signal);
    }
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Reads to the end of the file as it is now. */
async function readOn(file: number, { signal, write }: FollowOptions): Promise<void> {
  while (!signal.aborted) {
    const buffer = Buffer.alloc(PIECE);
    const length = readSync(file, buffer, 0, PIECE, null);
    if (length === 0) return;
    await write(buffer.subarray(0, length));
  }
}

function open(options: FollowOptions): number | null {
  const directory = presentDirectory(options);
  const path = join(directory, LOG_FILE);
  let fault: string | null = null;
  const report: ReportProblem = (_path, _kind, message) => {
    fault = message;
  };
  const file = openFile(path, { directory, report });
  if (file >= 0 && fstatSync(file).isFile()) return file;
  if (file >= 0) closeSync(file);
  if (file < 0 && fault === null) return null;
  const message = `${path} ${fault ?? "is no file"}; make it a file that can be read.`;
  throw new CeterisError("RUN", message);
}

/** A run that fails is moved. */
function presentDirectory({ layout, directory }: FollowOptions): string {
  const failed = join(layout.fails, basename(directory));
  return !existsSync(directory) && existsSync(failed) ? failed : directory;
}

function isRunning(options: FollowOptions): boolean {
  const file = readRunFile(presentDirectory(options), () => {}); // null for a run that was deleted, too
  return file !== null && presentStatus(recordedStatus(file)) === "running";
}
