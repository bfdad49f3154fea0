import { valuesText } from "./value-text.js";

const NEGATIVE_ZERO = Symbol("-0");

/**
 * The distinct values of a column, numbered from 0. Types are apart (1, 1n, "1" and true), as are 0 and -0; NaN is one
 * value, and dates, lists and mappings are one where they hold the same.
 */
export class DistinctValues {
  readonly values: unknown[] = [];
  readonly #numbers = new Map<unknown, number>();
  readonly #structures = new Map<string, number>();
  #last = -1;

  /** The number of a value. */
  numberOf(value: unknown): number {
    const isRepeated = this.#last >= 0 && isSame(this.values[this.#last], value);
    if (!isRepeated) this.#last = this.#find(value);
    return this.#last;
  }

  #find(value: unknown): number {
    if (typeof value === "object" && value !== null)
      return this.#enter(this.#structures, valuesText([value]), value);
    return this.#enter(this.#numbers, Object.is(value, -0) ? NEGATIVE_ZERO : value, value);
  }

  #enter<Key>(numbers: Map<Key, number>, key: Key, value: unknown): number {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** True for what is the same at a glance; structures besides lists are compared by their text. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((item, position) => isSame(item, other[position]));
}
