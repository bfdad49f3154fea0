const FIRST_SIZE = 1024;

/** Numbers of many arrays, end to end in one that grows. */
export class NumberPool {
  #numbers = new Float64Array(FIRST_SIZE);
  #length = 0;
  /** Of each length, the array that was shared last, and where it is. */
  readonly #shared = new Map<number, { array: Float64Array; readonly start: number }>();

  /** Adds an array and says where it begins. */
  add(array: Float64Array): number {
    const start = this.#length;
    this.#length += array.length;
    if (this.#length > this.#numbers.length) this.#grow();
    this.#numbers.set(array, start);
    return start;
  }

  /** As `add`, but an array that holds the same as the one of its length before it is not added again. */
  share(array: Float64Array): number {
    const known = this.#shared.get(array.length);
    if (known && (known.array === array || isSame(known.array, array))) {
      known.array = array;
      return known.start;
    }
    const start = this.add(array);
    this.#shared.set(array.length, { array, start });
    return start;
  }

  finish(): Float64Array {
    return this.#numbers.subarray(0, this.#length);
  }

  #grow(): void {
    const numbers = new Float64Array(this.#length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  for (let index = 0; index < one.length; index += 1)
    if (!Object.is(one[index], other[index])) return false;
  return true;
}
