import { BatchBuilder, type BatchRuns, type RunRow } from "../../src/frame/run-batch.js";

/** Runs as a table takes them, below `/root`, all completed, in batches of at most `size`. */
export function batchRuns(runs: readonly RunRow[], size: number = Infinity): BatchRuns {
  const builders: BatchBuilder[] = [];
  for (const run of runs) {
    if ((builders.at(-1)?.length ?? size) >= size || builders.length === 0)
      builders.push(new BatchBuilder());
    builders.at(-1)!.add(run);
  }
  const perBatch = Math.min(size, Math.max(1, runs.length));
  return {
    root: "/root",
    batches: builders.map((builder) => builder.finish()),
    batch: Int32Array.from(runs, (_, run) => Math.floor(run / perBatch)),
    row: Int32Array.from(runs, (_, run) => run % perBatch),
    status: runs.map(() => "completed"),
  };
}

/** A run whose statistics are given as values at the steps 0, 1, 2, … */
export function runRow(
  id: number,
  params: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
  statistics: Readonly<Record<string, readonly number[]>> = {},
): RunRow {
  return {
    directory: `runs/${id}`,
    id,
    time: null,
    name: null,
    params: params instanceof Map ? params : new Map(Object.entries(params)),
    statistics: new Map(
      Object.entries(statistics).map(([name, values]) => [
        name,
        {
          step: Float64Array.from(values.keys()),
          time: new Float64Array(values.length).fill(NaN),
          value: Float64Array.from(values),
        },
      ]),
    ),
  };
}
