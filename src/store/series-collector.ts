import type { Series } from "../util/series.js";

interface Samples {
  readonly step: number[];
  readonly time: number[];
  readonly value: number[];
  sorted: boolean;
}

/** Collects samples of named statistics in any order, and makes series of them. */
export class SeriesCollector {
  readonly #samples = new Map<string, Samples>();

  /** Adds a sample; a later one of the same name and step replaces an earlier one. `time` is NaN where unknown. */
  add(name: string, step: number, time: number, value: number): void {
    const samples = this.#samplesOf(name);
    if (samples.sorted && samples.step.length > 0) samples.sorted = step > samples.step.at(-1)!;
    samples.step.push(step);
    samples.time.push(time);
    samples.value.push(value);
  }

  /** Adds a value without a step, such as a test score at the end; ignored where the name has steps. */
  addFinal(name: string, value: number): void {
    if (!this.#samples.has(name)) this.add(name, NaN, NaN, value);
  }

  /** The series by name, in order of first appearance. */
  finish(): Map<string, Series> {
    return new Map([...this.#samples].map(([name, samples]) => [name, toSeries(samples)]));
  }

  #samplesOf(name: string): Samples {
    let samples = this.#samples.get(name);
    if (!samples) {
      samples = { step: [], time: [], value: [], sorted: true };
      this.#samples.set(name, samples);
    }
    return samples;
  }
}

function toSeries({ step, time, value, sorted }: Samples): Series {
  const order = sorted ? undefined : lastOfEachStep(step);
  const pick = (values: number[]): Float64Array =>
    Float64Array.from(order ? order.map((index) => values[index]!) : values);
  return { step: pick(step), time: pick(time), value: pick(value) };
}

/** Positions in the order of their steps; of equal steps only the one added last. */
function lastOfEachStep(step: readonly number[]): number[] {
  const last = new Map<number, number>();
  for (const [index, value] of step.entries()) last.set(value, index);
  return [...last.values()].sort((a, b) => step[a]! - step[b]!);
}
