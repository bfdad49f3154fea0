import { recordedParam } from "./param-columns.js";
import { paramsOf, type ParamsPool, ParamsPoolBuilder } from "./params-pool.js";
import type { BatchRuns, RunBatch } from "./run-batch.js";

/** Columns that say which version of which experiment a run is a trial of. */
export const EXPERIMENT_COLUMNS = {
  name: "experiment.name",
  version: "experiment.version",
} as const;

/** The params of a trial as they are to be seen; the same map where they stay as they are. */
export type AdaptTrial = (
  params: ReadonlyMap<string, unknown>,
  version: number,
) => ReadonlyMap<string, unknown>;

/** True where some of the runs may be trials of experiments. */
export function hasTrials({ batches }: BatchRuns): boolean {
  return batches.some(({ params }) => params.names.includes(EXPERIMENT_COLUMNS.name));
}

/** What adapts the trials of an experiment. */
export interface TrialAdapter {
  readonly concerns: (version: number) => boolean;
  readonly adapt: AdaptTrial;
}

/**
 * The runs with the params of trials adapted; the batches that were read stay as they are.
 *
 * @param adapters - By the experiments' names.
 */
export function adaptRuns(runs: BatchRuns, adapters: ReadonlyMap<string, TrialAdapter>): BatchRuns {
  if (adapters.size === 0) return runs;
  const concerned = concernedRuns(runs, adapters);
  const batches = [...runs.batches];
  const batch = runs.batch.slice();
  for (const [number, trials] of concerned) {
    for (const { run } of trials) batch[run] = batches.length;
    batches.push(adaptedBatch(runs, runs.batches[number]!, trials));
  }
  return { ...runs, batches, batch };
}

/** A run that an adapter concerns. */
interface Trial {
  readonly run: number;
  readonly version: number;
  readonly adapter: TrialAdapter;
}

/** By the numbers of their batches. */
function concernedRuns(
  runs: BatchRuns,
  adapters: ReadonlyMap<string, TrialAdapter>,
): ReadonlyMap<number, readonly Trial[]> {
  const names = recordedParam(runs, EXPERIMENT_COLUMNS.name);
  const versions = recordedParam(runs, EXPERIMENT_COLUMNS.version);
  const found = new Map<number, Trial[]>();
  for (const [run, name] of names.entries()) {
    const [version, adapter] = [versions[run], adapters.get(name as string)];
    if (typeof version !== "number" || !adapter?.concerns(version)) continue;
    const number = runs.batch[run]!;
    if (!found.has(number)) found.set(number, []);
    found.get(number)!.push({ run, version, adapter });
  }
  return found;
}

/** A batch of which the rows of trials have the adapted params; the other rows of it are not to be read. */
function adaptedBatch(runs: BatchRuns, batch: RunBatch, trials: readonly Trial[]): RunBatch {
  const builder = new ParamsPoolBuilder();
  const rows = trials.map(({ run }) => runs.row[run]!);
  for (const [at, { version, adapter }] of trials.entries())
    builder.add(adapter.adapt(paramsOf(batch.params, rows[at]!), version));
  return { ...batch, params: spread(builder.finish(), rows, batch.length) };
}

/** A pool of some rows, as one of all. */
function spread(pool: ParamsPool, rows: readonly number[], length: number): ParamsPool {
  const [shape, first] = [new Int32Array(length), new Int32Array(length)];
  for (const [at, row] of rows.entries()) {
    shape[row] = pool.shape[at]!;
    first[row] = pool.first[at]!;
  }
  return { ...pool, shape, first };
}
