import type { Series } from "../util/series.js";
import type { ExperimentVersions } from "./run-facts.js";
import { paramsOf, ParamsPoolBuilder, type ParamsPool } from "./params-pool.js";
import { SeriesPoolBuilder, seriesOf, type SeriesPool } from "./series-pool.js";

/** What is kept of a run: all that its files say, whenever and wherever they are read. */
export interface RunRow {
  /** The run's directory, relative to the root. */
  readonly directory: string;
  readonly id: number;
  readonly time: Date | null;
  readonly name: string | null;
  readonly params: ReadonlyMap<string, unknown>;
  readonly statistics: ReadonlyMap<string, Series>;
}

/** Runs as columns, one entry of each per run. */
export interface RunBatch {
  readonly length: number;
  readonly id: Float64Array;
  /** Milliseconds since 1970; NaN where unknown. */
  readonly time: Float64Array;
  readonly directory: readonly string[];
  readonly name: readonly (string | null)[];
  readonly params: ParamsPool;
  readonly statistics: SeriesPool;
}

/** Rows of batches, in the order that a table shows them. */
export interface BatchRuns {
  /** Absolute path of the root. */
  readonly root: string;
  readonly batches: readonly RunBatch[];
  /** Of each run of the table, which batch it is in. */
  readonly batch: Int32Array;
  /** Of each run of the table, which row of its batch it is. */
  readonly row: Int32Array;
  /** Of each run of the table, its status now. */
  readonly status: readonly string[];
  /** By the names of the experiments whose trials the runs are. */
  readonly experiments?: ReadonlyMap<string, ExperimentVersions>;
}

/** Makes a batch of runs, one after the other. */
export class BatchBuilder {
  readonly #id: number[] = [];
  readonly #time: number[] = [];
  readonly #directory: string[] = [];
  readonly #name: (string | null)[] = [];
  readonly #params = new ParamsPoolBuilder();
  readonly #statistics = new SeriesPoolBuilder();

  /** The runs so far. */
  get length(): number {
    return this.#id.length;
  }

  /** Adds a run. Its lists and objects are kept as they are, and must not change afterwards. */
  add(run: RunRow): void {
    this.#id.push(run.id);
    this.#time.push(run.time?.getTime() ?? NaN);
    this.#directory.push(run.directory);
    this.#name.push(run.name);
    this.#params.add(run.params);
    this.#statistics.add(run.statistics);
  }

  /** The batch; nothing can be added after it. */
  finish(): RunBatch {
    return {
      length: this.length,
      id: new Float64Array(this.#id),
      time: new Float64Array(this.#time),
      directory: this.#directory,
      name: this.#name,
      params: this.#params.finish(),
      statistics: this.#statistics.finish(),
    };
  }
}

/** A run of a batch. Nested params have dotted names; lists, objects and samples are the batch's own. */
export function runOf(batch: RunBatch, row: number): RunRow {
  const time = batch.time[row]!;
  return {
    directory: batch.directory[row]!,
    id: batch.id[row]!,
    time: Number.isNaN(time) ? null : new Date(time),
    name: batch.name[row]!,
    params: paramsOf(batch.params, row),
    statistics: seriesOf(batch.statistics, row),
  };
}
