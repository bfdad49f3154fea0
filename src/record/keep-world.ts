import { join } from "node:path";
import type { World } from "../capture/capture-world.js";
import { saveEnvironment } from "../store/environment-file.js";
import { DIFF_FILE, RUN_FILE, type RootLayout } from "../store/layout.js";
import { readRunFile } from "../store/read-run-file.js";
import type { RecordedFacts } from "../store/recorded-facts.js";
import { formatRunFile, withFacts, type RunFile } from "../store/run-file.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";

const NOT_YET = "was not read before the run ended";

/** What run.json says of the world until it is known, so that it is true also of a run that is killed before. */
export const NOT_READ_YET: Readonly<Record<string, string>> = {
  vcs: NOT_YET,
  environment: NOT_YET,
  machine: NOT_YET,
  gpus: NOT_YET,
};

/** The facts for run.json; an environment goes to `environments/<sha>.json`. */
export function factsOf(layout: RootLayout, world: World): RecordedFacts {
  const { diff: _, environment, unread, ...facts } = world;
  if (environment === undefined) return { ...facts, unread };
  try {
    return { ...facts, environment: saveEnvironment(layout, environment), unread };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...facts, unread: { ...unread, environment: `cannot be written: ${reason}` } };
  }
}

/** Writes `changes.diff`, where there are any. */
export function keepDiff(directory: string, { diff }: World): void {
  if (diff !== undefined && diff !== "") writeFileAtomic(join(directory, DIFF_FILE), diff);
}

/** Adds facts to the run.json of a run that has ended; where it was started again since, they are not its own. */
export function recordLate(directory: string, attempt: number, facts: Partial<RunFile>): void {
  const file = endedFile(directory, attempt);
  if (file) writeFileAtomic(join(directory, RUN_FILE), formatRunFile(withFacts(file, facts)));
}

/** The run.json of a run whose last attempt this was; null where another one followed, and where it was deleted. */
export function endedFile(directory: string, attempt: number): RunFile | null {
  const file = readRunFile(directory, () => {});
  const isLast = file?.attempts.length === attempt && file.status !== "running";
  return isLast ? file : null;
}
