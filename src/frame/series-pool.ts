import type { Series } from "../util/series.js";
import { NumberPool } from "./number-pool.js";

/**
 * The series of many runs, end to end. Those of run `i` are `first[i]` to `first[i + 1]`; of each there are a name, the
 * count of its samples, and where its values, steps and times begin.
 */
export interface SeriesPool {
  /** Distinct names, in order of appearance. */
  readonly names: readonly string[];
  readonly first: Int32Array;
  /** Which of the names. */
  readonly name: Int32Array;
  readonly length: Int32Array;
  readonly valueStart: Int32Array;
  /** Series with the same steps share them, also between runs. */
  readonly stepStart: Int32Array;
  /** -1 where no time is known. */
  readonly timeStart: Int32Array;
  readonly values: Float64Array;
  readonly steps: Float64Array;
  readonly times: Float64Array;
}

/** A series of a pool; its arrays are views. */
export function seriesAt(pool: SeriesPool, position: number): Series {
  const length = pool.length[position]!;
  const view = (samples: Float64Array, start: number): Float64Array =>
    samples.subarray(start, start + length);
  const timeStart = pool.timeStart[position]!;
  return {
    step: view(pool.steps, pool.stepStart[position]!),
    time: timeStart < 0 ? unknownTimes(length) : view(pool.times, timeStart),
    value: view(pool.values, pool.valueStart[position]!),
  };
}

/** Every series of a run by its name, in the order of the run. */
export function seriesOf(pool: SeriesPool, row: number): Map<string, Series> {
  const series = new Map<string, Series>();
  for (let position = pool.first[row]!; position < pool.first[row + 1]!; position += 1)
    series.set(pool.names[pool.name[position]!]!, seriesAt(pool, position));
  return series;
}

let unknown = new Float64Array(0);

function unknownTimes(length: number): Float64Array {
  if (unknown.length < length) unknown = new Float64Array(length * 2).fill(NaN);
  return unknown.subarray(0, length);
}

/** Gathers the series of runs. */
export class SeriesPoolBuilder {
  readonly #names = new Map<string, number>();
  readonly #first = [0];
  readonly #name: number[] = [];
  readonly #length: number[] = [];
  readonly #valueStart: number[] = [];
  readonly #stepStart: number[] = [];
  readonly #timeStart: number[] = [];
  readonly #values = new NumberPool();
  readonly #steps = new NumberPool();
  readonly #times = new NumberPool();

  /** Adds the series of the next run. */
  add(statistics: ReadonlyMap<string, Series>): void {
    for (const [name, series] of statistics) this.#addSeries(name, series);
    this.#first.push(this.#name.length);
  }

  #addSeries(name: string, { step, time, value }: Series): void {
    let number = this.#names.get(name);
    if (number === undefined) this.#names.set(name, (number = this.#names.size));
    this.#name.push(number);
    this.#length.push(value.length);
    this.#valueStart.push(this.#values.add(value));
    this.#stepStart.push(this.#steps.share(step));
    this.#timeStart.push(isUnknown(time) ? -1 : this.#times.share(time));
  }

  finish(): SeriesPool {
    return {
      names: [...this.#names.keys()],
      first: new Int32Array(this.#first),
      name: new Int32Array(this.#name),
      length: new Int32Array(this.#length),
      valueStart: new Int32Array(this.#valueStart),
      stepStart: new Int32Array(this.#stepStart),
      timeStart: new Int32Array(this.#timeStart),
      values: this.#values.finish(),
      steps: this.#steps.finish(),
      times: this.#times.finish(),
    };
  }
}

function isUnknown(times: Float64Array): boolean {
  for (let index = 0; index < times.length; index += 1)
    if (!Number.isNaN(times[index]!)) return false;
  return true;
}
