import { join } from "node:path";
import { FileReader } from "./file-reader.js";
import { TRACEBACK_FILE } from "./layout.js";
import type { ReportProblem } from "./problem.js";
import { readText } from "./read-text.js";

/** Why a run failed. */
export interface Traceback {
  /** Absolute path of the file. */
  readonly path: string;
  /** Its last line with anything on it, such as `ValueError: x`; "" where there is none. */
  readonly reason: string;
}

const TRACEBACK_LIMIT = 16 * 1024 * 1024;

/** Reads the traceback in a run's directory; null where there is none, or where it cannot be read and is reported. */
export function readTraceback(directory: string, report: ReportProblem): Traceback | null {
  const run = { directory, report, stamps: [] };
  const text = readText(new FileReader(), run, TRACEBACK_FILE, TRACEBACK_LIMIT);
  return text === null ? null : { path: join(directory, TRACEBACK_FILE), reason: lastLine(text) };
}

function lastLine(text: string): string {
  return text.trimEnd().split(/\r?\n/).at(-1)!.trim();
}
