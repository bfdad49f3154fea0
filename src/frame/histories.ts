import type { Series } from "../util/series.js";
import type { BatchRuns } from "./run-batch.js";
import type { Histories } from "./run-facts.js";
import { seriesOf } from "./series-pool.js";

/** The series of runs by the runs' directories; the samples stay where they are in the batches. */
export class BatchHistories implements Histories {
  readonly #runs: BatchRuns;
  readonly #roots: () => readonly string[];
  #positions: ReadonlyMap<string, number> | null = null;

  /** @param roots - The directory of each run, as the table names it. */
  constructor(runs: BatchRuns, roots: () => readonly string[]) {
    this.#runs = runs;
    this.#roots = roots;
  }

  has(root: string): boolean {
    return this.#find(root) !== undefined;
  }

  get(root: string): ReadonlyMap<string, Series> | undefined {
    const run = this.#find(root);
    if (run === undefined) return undefined;
    const { batches, batch, row } = this.#runs;
    return seriesOf(batches[batch[run]!]!.statistics, row[run]!);
  }

  #find(root: string): number | undefined {
    this.#positions ??= new Map(this.#roots().map((each, run) => [each, run]));
    return this.#positions.get(root);
  }
}
