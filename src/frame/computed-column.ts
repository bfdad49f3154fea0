/**
 * A column that makes its values when they are asked for. Arquero takes it as it takes an array: its verbs read columns
 * by `length` and `at`.
 */
export class ComputedColumn<Value> {
  readonly length: number;
  /** The value of a row, counted from 0. */
  readonly at: (row: number) => Value;

  constructor(length: number, at: (row: number) => Value) {
    this.length = length;
    this.at = at;
  }

  *[Symbol.iterator](): Iterator<Value> {
    for (let row = 0; row < this.length; row += 1) yield this.at(row);
  }

  toArray(): Value[] {
    return [...this];
  }
}

/** A column whose values are all made when the first one is asked for, and then kept. */
export function lazyColumn<Value>(
  length: number,
  make: () => readonly Value[],
): ComputedColumn<Value> {
  let values: readonly Value[] | null = null;
  return new ComputedColumn(length, (row) => (values ??= make())[row]!);
}
