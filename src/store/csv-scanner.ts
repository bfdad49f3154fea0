import { NumberScanner } from "./number-scanner.js";
import { stepAndTime } from "./row-scanner.js";
import type { Samples } from "./samples.js";
import type { SeriesCollector } from "./series-collector.js";

interface Column {
  readonly name: string;
  /** Steps, times, and the index of a table that pandas wrote are no samples. */
  readonly isSampled: boolean;
  samples: Samples | null;
}

const COMMA = 44;

/** Reads lines of a table whose fields are numbers or empty, straight into the samples. */
export class CsvScanner {
  readonly #numbers = new NumberScanner();
  readonly #into: SeriesCollector;
  readonly #columns: readonly Column[];
  readonly #values: Float64Array;
  readonly #isGap: boolean[];
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
      samples: null,
    }));
    this.#values = new Float64Array(header.length);
    this.#isGap = header.map(() => false);
    this.#step = step === undefined ? -1 : header.indexOf(step);
    this.#time = time === undefined ? -1 : header.indexOf(time);
  }

  /** Whether the line was such a row; its samples are then added, at `nextStep` where the table has no steps. */
  scan(line: string, nextStep: number): boolean {
    if (!this.#readValues(line) || this.#isGap[this.#step] || this.#isGap[this.#time]) return false;
    const step = this.#step < 0 ? nextStep : this.#values[this.#step]!;
    this.#last = step;
    const time = this.#time < 0 ? NaN : this.#values[this.#time]!;
    for (const [index, column] of this.#columns.entries()) {
      if (!column.isSampled || this.#isGap[index]) continue;
      column.samples ??= this.#into.samplesOf(column.name);
      column.samples.add(step, time, this.#values[index]!);
    }
    return true;
  }

  #readValues(line: string): boolean {
    let at = 0;
    for (let index = 0; index < this.#columns.length; index += 1) {
      if (index > 0 && line.charCodeAt(at++) !== COMMA) return false;
      const isGap = at === line.length || line.charCodeAt(at) === COMMA;
      this.#isGap[index] = isGap;
      if (isGap) continue;
      this.#values[index] = this.#numbers.scan(line, at);
      at = this.#numbers.end;
      if (at < 0) return false;
    }
    return at === line.length && this.#columns.length > 0;
  }
}
