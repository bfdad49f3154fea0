import { existsSync } from "node:fs";
import { setImmediate as turnLoop } from "node:timers/promises";
import { filterWhere, Index, startRun } from "ceteris";
import { loadPenguins, type Examples } from "./data.js";
import { createProgress } from "./progress.js";
import { train, type Trial } from "./train.js";

const PARAMS = [
  "optimizer",
  "lr",
  "hidden",
  "batch_size",
  "epochs",
  "seed",
] as const satisfies (keyof Trial)[];

/** Runs the trials that are not recorded as completed below the root; says on stderr how many. */
export async function runTrials(root: string, trials: readonly Trial[]): Promise<void> {
  const recorded = existsSync(root) ? await completedTrials(root) : new Set();
  const missing = trials.filter((trial) => !recorded.has(keyOf(trial)));
  console.error(
    `${trials.length - missing.length} of ${trials.length} trials are recorded already, ${missing.length} to run.`,
  );
  const penguins = loadPenguins();
  const progress = createProgress(missing.length);
  for (const trial of missing) {
    recordTrial(root, penguins, trial);
    progress.advance(`${trial.optimizer}, lr ${trial.lr}, seed ${trial.seed}`);
    await turnLoop(); // lets Ctrl-C through
  }
}

/** One run: its params are the trial, its statistics those of every epoch. */
function recordTrial(root: string, penguins: Examples, trial: Trial): void {
  const run = startRun({ root, params: { ...trial } });
  try {
    for (const { epoch, ...statistics } of train(penguins, trial))
      run.log(statistics, { step: epoch });
    run.finish();
  } catch (error) {
    run.fail(error);
  }
}

async function completedTrials(root: string): Promise<ReadonlySet<string>> {
  const completed = filterWhere(await new Index(root).info(), "status == 'completed'");
  return new Set(completed.objects().map(keyOf));
}

/** Equal for trials, and rows of a table of runs, with equal params. */
function keyOf(params: object): string {
  return JSON.stringify(PARAMS.map((name): unknown => Reflect.get(params, name)));
}
