import { CARRIAGE_RETURN, LINE_FEED } from "./byte-range.js";
import { NumberScanner } from "./number-scanner.js";
import type { Samples } from "./samples.js";
import type { SeriesCollector } from "./series-collector.js";
import { PLACE_NAMES, stepAndTime } from "./statistics-row.js";

interface Column {
  readonly name: string;
  /** Steps, times, and the index of a table that pandas wrote are no samples. */
  readonly isSampled: boolean;
  /** A further step or time, which may lack a finite number. */
  readonly isPlace: boolean;
  samples: Samples | null;
}

const COMMA = 44;

/** Reads lines of a table whose fields are numbers or empty, straight from the bytes into the samples. */
export class CsvScanner {
  readonly #numbers = new NumberScanner();
  readonly #into: SeriesCollector;
  readonly #columns: readonly Column[];
  readonly #values: Float64Array;
  readonly #isGap: Uint8Array;
  readonly #step: number;
  readonly #time: number;
  #last = NaN;

  /** The step of the last line that was read. */
  get lastStep(): number {
    return this.#last;
  }

  constructor(header: readonly string[], into: SeriesCollector) {
    const row = Object.fromEntries(header.map((name) => [name, 0]));
    const { step, time } = stepAndTime(row);
    // Names that are doubled, or are integers, stand in another order in a row than in the file.
    const isUsable = Object.keys(row).join("\n") === header.join("\n");
    this.#into = into;
    this.#columns = (isUsable ? header : []).map((name) => ({
      name,
      isSampled: name !== "" && name !== step && name !== time,
      isPlace: PLACE_NAMES.has(name),
      samples: null,
    }));
    this.#values = new Float64Array(header.length);
    this.#isGap = new Uint8Array(header.length);
    this.#step = step === undefined ? -1 : header.indexOf(step);
    this.#time = time === undefined ? -1 : header.indexOf(time);
  }

  /**
   * Where the line ends that begins at `start`, if it is such a row; its samples are then added, at `nextStep` where
   * the table has no steps. Else -1.
   */
  scan(bytes: Buffer, start: number, nextStep: number): number {
    const end = this.#readValues(bytes, start);
    if (end < 0 || this.#lacks(this.#step) || this.#lacks(this.#time)) return -1;
    const step = this.#step < 0 ? nextStep : this.#values[this.#step]!;
    const time = this.#time < 0 ? NaN : this.#values[this.#time]!;
    this.#last = step;
    for (let index = 0; index < this.#columns.length; index += 1) {
      const column = this.#columns[index]!;
      const value = this.#values[index]!;
      if (!column.isSampled || this.#isGap[index]) continue;
      if (column.isPlace && !Number.isFinite(value)) continue;
      column.samples ??= this.#into.samplesOf(column.name);
      column.samples.add(step, time, value);
    }
    return end;
  }

  #lacks(column: number): boolean {
    return column >= 0 && (this.#isGap[column] === 1 || !Number.isFinite(this.#values[column]));
  }

  #readValues(bytes: Buffer, start: number): number {
    if (this.#columns.length === 0) return -1;
    let at = start;
    for (let index = 0; index < this.#columns.length; index += 1) {
      if (index > 0 && bytes[at++] !== COMMA) return -1;
      const isGap = isFieldEnd(bytes[at]!);
      this.#isGap[index] = isGap ? 1 : 0;
      if (isGap) continue;
      this.#values[index] = this.#numbers.scan(bytes, at);
      at = this.#numbers.end;
      if (at < 0) return -1;
    }
    if (bytes[at] === CARRIAGE_RETURN) at += 1;
    return bytes[at] === LINE_FEED && !isLineEnd(bytes[start]!) ? at : -1;
  }
}

function isFieldEnd(code: number): boolean {
  return code === COMMA || isLineEnd(code);
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}
