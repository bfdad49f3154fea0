import type { Series } from "../util/series.js";
import { Samples } from "./samples.js";

/** Collects samples of named statistics in any order, and makes series of them. */
export class SeriesCollector {
  readonly #samples = new Map<string, Samples>();

  /** Adds a sample; a later one of the same name and step replaces an earlier one. `time` is NaN where unknown. */
  add(name: string, step: number, time: number, value: number): void {
    this.samplesOf(name).add(step, time, value);
  }

  /** Adds a value without a step, such as a test score at the end; ignored where the name has steps. */
  addFinal(name: string, value: number): void {
    if (!this.#samples.has(name)) this.add(name, NaN, NaN, value);
  }

  /** Where the samples of a name go: what reads many of them asks once. A name appears with its first sample. */
  samplesOf(name: string): Samples {
    let samples = this.#samples.get(name);
    if (!samples) {
      samples = new Samples();
      this.#samples.set(name, samples);
    }
    return samples;
  }

  /** The series by name, in order of first appearance. Those of the same steps and times share these arrays. */
  finish(): Map<string, Series> {
    const series = new Map<string, Series>();
    let previous: { readonly samples: Samples; readonly series: Series } | undefined;
    for (const [name, samples] of this.#samples) {
      samples.sort();
      const alongside = previous && samples.isAlongside(previous.samples);
      previous = { samples, series: samples.toSeries(alongside ? previous!.series : undefined) };
      series.set(name, previous.series);
    }
    return series;
  }
}
