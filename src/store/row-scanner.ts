import { RowShape } from "./row-shape.js";
import type { SeriesCollector } from "./series-collector.js";
import type { Row } from "./statistics-row.js";
import { ValueScanner } from "./value-scanner.js";

/** A training row, a validation row, one at the end of an epoch: few loggers write more shapes. */
const MOST_SHAPES = 8;

/**
 * Reads lines of JSON that have the shape of an earlier one, of any file: straight from the bytes into the samples,
 * without a text or an object. Any other line is left to the caller.
 */
export class RowScanner {
  readonly #values = new ValueScanner();
  readonly #shapes: RowShape[] = [];
  #into: SeriesCollector | null = null;
  #last = NaN;

  /** The step of the last row that was read. */
  get lastStep(): number {
    return this.#last;
  }

  /** Begins a file, whose samples go there. */
  begin(into: SeriesCollector): void {
    this.#into = into;
    for (const shape of this.#shapes) shape.release();
  }

  /** Takes the shape of a line that holds a row. */
  learn(line: string, row: Row): void {
    const shape = RowShape.of(line, row);
    if (!shape) return;
    this.#shapes.unshift(shape);
    if (this.#shapes.length > MOST_SHAPES) this.#shapes.pop();
  }

  /** Where the line ends that begins at `start`; its samples are then added, at `nextStep` where it has no step. Else -1. */
  scan(bytes: Buffer, start: number, nextStep: number): number {
    for (let index = 0; index < this.#shapes.length; index += 1) {
      const shape = this.#shapes[index]!;
      const end = shape.scan(bytes, start, nextStep, this.#values, this.#into!);
      if (end < 0) continue;
      this.#last = shape.lastStep;
      if (index > 0) this.#moveToFront(index);
      return end;
    }
    return -1;
  }

  #moveToFront(index: number): void {
    this.#shapes.unshift(...this.#shapes.splice(index, 1));
  }
}
