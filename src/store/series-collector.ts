import type { Series } from "../util/series.js";
import { Samples } from "./samples.js";

/** Samples with more room than this, or more of them than this, are not kept for the next run. */
const MOST_KEPT = 4096;

/** Collects samples of named statistics in any order, and makes series of them; then it may be used again. */
export class SeriesCollector {
  readonly #samples = new Map<string, Samples>();
  readonly #unused: Samples[] = [];

  /** Adds a sample; a later one of the same name and step replaces an earlier one. `time` is NaN where unknown. */
  add(name: string, step: number, time: number, value: number): void {
    this.samplesOf(name).add(step, time, value);
  }

  /** Adds a value without a step, such as a test score at the end; ignored where the name has steps. */
  addFinal(name: string, value: number): void {
    if (!this.#samples.has(name)) this.add(name, NaN, NaN, value);
  }

  /** Takes in what was read before; only at the beginning. */
  addSeries(statistics: ReadonlyMap<string, Series>): void {
    for (const [name, series] of statistics) this.samplesOf(name).addSeries(series);
  }

  /** Where the samples of a name go: what reads many of them asks once. A name appears with its first sample. */
  samplesOf(name: string): Samples {
    let samples = this.#samples.get(name);
    if (!samples) {
      samples = this.#unused.pop() ?? new Samples();
      this.#samples.set(name, samples);
    }
    return samples;
  }

  /** The series by name, in order of first appearance. Those of the same steps and times share these arrays. */
  finish(): Map<string, Series> {
    for (const samples of this.#samples.values()) samples.sort();
    return this.finishAsWritten();
  }

  /** The same with every sample, also of one step twice, in the order in which they were added. */
  finishAsWritten(): Map<string, Series> {
    const all = new Map<string, Series>();
    let before: Samples | undefined;
    let series: Series | undefined;
    for (const [name, samples] of this.#samples) {
      series = samples.toSeries(before && samples.isAlongside(before) ? series : undefined);
      before = samples;
      all.set(name, series);
    }
    this.clear();
    return all;
  }

  /** Forgets all samples. */
  clear(): void {
    for (const samples of this.#samples.values()) {
      if (samples.capacity > MOST_KEPT || this.#unused.length >= MOST_KEPT) continue;
      samples.clear();
      this.#unused.push(samples);
    }
    this.#samples.clear();
  }
}
