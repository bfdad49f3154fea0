import { NumberScanner } from "./number-scanner.js";
import type { Samples } from "./samples.js";
import type { SeriesCollector } from "./series-collector.js";

/** A row of statistics, by name. */
export type Row = Record<string, unknown>;

const STEP_NAMES = ["step", "epoch", "iteration"];
const TIME_NAMES = ["time", "timestamp"];

/** Names of the columns of a row that hold its step and its time. */
export function stepAndTime(row: Row): { step: string | undefined; time: string | undefined } {
  return {
    step: STEP_NAMES.find((name) => typeof row[name] === "number"),
    time: TIME_NAMES.find((name) => typeof row[name] === "number"),
  };
}

interface Column {
  /** The name as it stands in the line, with its quotes. */
  readonly quoted: string;
  readonly samples: Samples | null;
}

const SPACE = 32;
const COMMA = 44;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;

/**
 * Reads lines of JSON that have the names of an earlier row, in its order, with nothing but finite numbers:
 * straight into the samples, without an object. Any other line is left to the caller.
 */
export class RowScanner {
  readonly #numbers = new NumberScanner();
  #columns: readonly Column[] = [];
  #values: Float64Array = new Float64Array(0);
  #step = -1;
  #time = -1;
  #last = NaN;

  /** The step of the last row that was read. */
  get lastStep(): number {
    return this.#last;
  }

  /** Takes the names of a row, where all of its values are finite numbers. */
  learn(row: Row, into: SeriesCollector): void {
    const names = Object.keys(row);
    if (!names.every((name) => Number.isFinite(row[name]))) return;
    const { step, time } = stepAndTime(row);
    this.#step = step === undefined ? -1 : names.indexOf(step);
    this.#time = time === undefined ? -1 : names.indexOf(time);

    this.#values = new Float64Array(names.length);
    this.#columns = names.map((name) => ({
      quoted: JSON.stringify(name),
      samples: name === step || name === time ? null : into.samplesOf(name),
    }));
  }

  /** Whether the line from `start` to `end` was such a row; its samples are then added, at `nextStep` where it has none. */
  scan(text: string, start: number, end: number, nextStep: number): boolean {
    if (this.#columns.length === 0 || !this.#readValues(text, start, end)) return false;
    const step = this.#step < 0 ? nextStep : this.#values[this.#step]!;
    this.#last = step;
    const time = this.#time < 0 ? NaN : this.#values[this.#time]!;
    for (let index = 0; index < this.#columns.length; index += 1)
      this.#columns[index]!.samples?.add(step, time, this.#values[index]!);
    return true;
  }

  #readValues(text: string, start: number, end: number): boolean {
    let at = start;
    for (let index = 0; index < this.#columns.length; index += 1) {
      at = this.#readValue(text, at, index);
      if (at < 0) return false;
    }
    return text.charCodeAt(at) === CLOSE && at + 1 === end;
  }

  /** Reads the brace or comma, the name and the number of a column; where they end, or -1. */
  #readValue(text: string, start: number, index: number): number {
    const { quoted } = this.#columns[index]!;
    if (text.charCodeAt(start) !== (index === 0 ? OPEN : COMMA)) return -1;
    const name = afterSpaces(text, start + 1);
    if (!text.startsWith(quoted, name)) return -1;
    const colon = afterSpaces(text, name + quoted.length);
    if (text.charCodeAt(colon) !== COLON) return -1;
    this.#values[index] = this.#numbers.scan(text, afterSpaces(text, colon + 1));
    return this.#numbers.end < 0 ? -1 : afterSpaces(text, this.#numbers.end);
  }
}

function afterSpaces(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}
