import { join } from "node:path";
import type { World } from "../capture/capture-world.js";
import { saveEnvironment } from "../store/environment-file.js";
import { DIFF_FILE, RUN_FILE, type RootLayout } from "../store/layout.js";
import { readRunFile } from "../store/read-run-file.js";
import type { RecordedFacts } from "../store/recorded-facts.js";
import { formatRunFile, withFacts, type RunFile } from "../store/run-file.js";
import { withRunLock } from "../store/run-lock.js";
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

/**
 * Writes `changes.diff`, where there are any.
 *
 * @param confirm - As that of `writeFileAtomic`.
 */
export function keepDiff(directory: string, { diff }: World, confirm?: () => void): void {
  if (diff !== undefined && diff !== "") writeFileAtomic(join(directory, DIFF_FILE), diff, confirm);
}

/** An attempt of a run that has ended. */
export interface EndedAttempt {
  readonly layout: RootLayout;
  /** The run's. */
  readonly directory: string;
  readonly attempt: number;
}

/**
 * Adds to a run that has ended what is known of it late, in run.json and `changes.diff`; where it was deleted or started
 * again since, nothing.
 */
export function recordLate(
  { layout, directory, attempt }: EndedAttempt,
  makeFacts: () => Partial<RunFile>,
  world?: World,
): void {
  if (!endedFile(directory, attempt)) return; // a root that was deleted gets no folder of locks
  const facts = makeFacts();
  withRunLock(layout, directory, (confirm) => {
    const file = endedFile(directory, attempt);
    if (!file) return;
    if (world) keepDiff(directory, world, confirm);
    writeFileAtomic(join(directory, RUN_FILE), formatRunFile(withFacts(file, facts)), confirm);
  });
}

/** The run.json of a run whose last attempt this was; null where another one followed, and where it was deleted. */
function endedFile(directory: string, attempt: number): RunFile | null {
  const file = readRunFile(directory, () => {});
  const isLast = file?.attempts.length === attempt && file.status !== "running";
  return isLast ? file : null;
}
