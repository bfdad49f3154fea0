import type { Series } from "../util/series.js";

const FIRST_CAPACITY = 128;

/** The samples of one statistic as they are read, in typed arrays that grow. They are used again after `clear`. */
export class Samples {
  #step: Float64Array = new Float64Array(FIRST_CAPACITY);
  #time: Float64Array = new Float64Array(FIRST_CAPACITY);
  #value: Float64Array = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  #sorted = true;

  get length(): number {
    return this.#length;
  }

  /** For how many samples there is room. */
  get capacity(): number {
    return this.#step.length;
  }

  clear(): void {
    this.#length = 0;
    this.#sorted = true;
  }

  add(step: number, time: number, value: number): void {
    const at = this.#length;
    if (at === this.#step.length) this.#grow(at + 1);
    if (at > 0 && !(step > this.#step[at - 1]!)) this.#sorted = false;
    this.#step[at] = step;
    this.#time[at] = time;
    this.#value[at] = value;
    this.#length = at + 1;
  }

  /** Takes in what was read before, and is sorted; only where there are no samples yet. */
  addSeries({ step, time, value }: Series): void {
    if (step.length > this.#step.length) this.#grow(step.length);
    this.#step.set(step);
    this.#time.set(time);
    this.#value.set(value);
    this.#length = step.length;
  }

  /** Puts the samples into the order of their steps; of equal steps only the one added last stays. */
  sort(): void {
    if (this.#sorted) return;
    const order = lastOfEachStep(this.#step.subarray(0, this.#length));
    this.#step = this.#step.map((_, index) => this.#step[order[index] ?? 0]!);
    this.#time = this.#time.map((_, index) => this.#time[order[index] ?? 0]!);
    this.#value = this.#value.map((_, index) => this.#value[order[index] ?? 0]!);
    this.#length = order.length;
    this.#sorted = true;
  }

  /** Whether both were sampled at the same steps and times. */
  isAlongside(other: Samples): boolean {
    return (
      this.#length === other.#length &&
      areSame(this.#step, other.#step, this.#length) &&
      areSame(this.#time, other.#time, this.#length)
    );
  }

  /** The exact samples as a series, its steps and times shared with a series alongside where one is given. */
  toSeries(alongside?: Series): Series {
    return {
      step: alongside?.step ?? this.#step.slice(0, this.#length),
      time: alongside?.time ?? this.#time.slice(0, this.#length),
      value: this.#value.slice(0, this.#length),
    };
  }

  #grow(least: number): void {
    const capacity = Math.max(this.#step.length * 2, least);
    this.#step = enlarged(this.#step, capacity);
    this.#time = enlarged(this.#time, capacity);
    this.#value = enlarged(this.#value, capacity);
  }
}

function enlarged(values: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}

function areSame(a: Float64Array, b: Float64Array, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a[index]!, b[index]!];
    if (left !== right && !(Number.isNaN(left) && Number.isNaN(right))) return false;
  }
  return true;
}

/** Positions in the order of their steps; of equal steps only the one added last. */
function lastOfEachStep(step: Float64Array): number[] {
  const last = new Map<number, number>();
  for (const [index, value] of step.entries()) last.set(value, index);
  return [...last.values()].sort((a, b) => step[a]! - step[b]!);
}
