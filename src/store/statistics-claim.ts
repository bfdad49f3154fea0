import { closeSync, existsSync, openSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "../util/error-code.js";
import { STATISTICS_FILE } from "./layout.js";

/**
 * The path of the file that a writer of statistics is to append to.
 *
 * @param directory - The run's.
 * @param attempt - Counted from 1.
 * @param writer - Names the file of a writer that has a name of its own; others claim the next that is free.
 */
export function statisticsPath(directory: string, attempt: number, writer?: string): string {
  const present = presentDirectory(directory);
  const name =
    writer === undefined ? claimStatistics(present, attempt) : statisticsFile(attempt, writer);
  return join(present, name);
}

/**
 * Creates a file of statistics that no other writer has: the first writer of attempt 1 gets `statistics.jsonl`, of
 * attempt n `statistics.<n>.jsonl`, and each further one `statistics.<n>.<writer>.jsonl`, counted from 2.
 *
 * @returns the file's name.
 */
export function claimStatistics(directory: string, attempt: number): string {
  for (let writer = 1; ; writer += 1) {
    const name = writer === 1 ? firstFile(attempt) : statisticsFile(attempt, String(writer));
    if (create(join(directory, name))) return name;
  }
}

function firstFile(attempt: number): string {
  return attempt > 1 ? `statistics.${attempt}.jsonl` : STATISTICS_FILE;
}

function statisticsFile(attempt: number, writer: string): string {
  return `statistics.${attempt}.${writer}.jsonl`;
}

/** A run that failed meanwhile lies in `fails/`. */
function presentDirectory(directory: string): string {
  const failed = join(dirname(dirname(directory)), "fails", basename(directory));
  return !existsSync(directory) && existsSync(failed) ? failed : directory;
}

function create(path: string): boolean {
  try {
    closeSync(openSync(path, "ax"));
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}
