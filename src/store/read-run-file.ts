import { join } from "node:path";
import { FileReader } from "./file-reader.js";
import { DIFF_FILE, RUN_FILE } from "./layout.js";
import { READ_LIMITS } from "./limits.js";
import type { ReportProblem } from "./problem.js";
import { readText } from "./read-text.js";
import { examineRunFile, type RunFile } from "./run-file.js";

const DIFF_LIMIT = 16 * 1024 * 1024;

/** Reads the run.json of a run; null where there is none, or where it cannot be read and is reported. */
export function readRunFile(directory: string, report: ReportProblem): RunFile | null {
  const run = { directory, report, stamps: [] };
  const text = readText(new FileReader(), run, RUN_FILE, READ_LIMITS.runFile);
  if (text === null) return null;
  const file = examineRunFile(text);
  if (typeof file !== "string") return file;
  report(join(directory, RUN_FILE), "invalid-run-file", file);
  return null;
}

/** The run.json of a run, or what is wrong with it, as the rest of a sentence; null where there is none. */
export function runFileOrFault(directory: string): RunFile | string | null {
  let fault: string | null = null;
  const file = readRunFile(directory, (_path, _kind, message) => {
    fault = message;
  });
  return file ?? fault;
}

/** Reads the uncommitted changes that a run recorded; null where there are none, or where they cannot be read. */
export function readChanges(directory: string, report: ReportProblem): string | null {
  return readText(new FileReader(), { directory, report, stamps: [] }, DIFF_FILE, DIFF_LIMIT);
}
