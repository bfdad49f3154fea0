import type { BatchRuns, RunBatch } from "./run-batch.js";

/** What `read` gives for each run, in the order of the table. */
export function mapRuns<Value>(
  { batches, batch, row }: BatchRuns,
  read: (batch: RunBatch, row: number) => Value,
): Value[] {
  const values: Value[] = [];
  for (let run = 0; run < row.length; run += 1) values.push(read(batches[batch[run]!]!, row[run]!));
  return values;
}

/** As `mapRuns`, for numbers. */
export function mapNumbers(
  { batches, batch, row }: BatchRuns,
  read: (batch: RunBatch, row: number) => number,
): Float64Array {
  const numbers = new Float64Array(row.length);
  for (let run = 0; run < row.length; run += 1)
    numbers[run] = read(batches[batch[run]!]!, row[run]!);
  return numbers;
}
