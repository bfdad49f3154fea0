import { existsSync } from "node:fs";
import { setImmediate as turnLoop } from "node:timers/promises";
import { filterWhere, Index, startRun } from "ceteris";
import { loadPenguins, type Examples } from "./data.js";
import { GRID } from "./grid.js";
import { createProgress } from "./progress.js";
import { train, type Trial } from "./train.js";

const PARAMS = Object.keys(GRID[0]!);

/** Runs the trials of the grid that are not recorded as completed below the root; says on stderr which. */
export async function runTrials(root: string): Promise<void> {
  const recorded = existsSync(root) ? await completedTrials(root) : new Set();
  const missing = GRID.filter((trial) => !recorded.has(keyOf(trial)));
  console.error(
    `${GRID.length - missing.length} of ${GRID.length} trials are recorded already, ${missing.length} to run.`,
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
