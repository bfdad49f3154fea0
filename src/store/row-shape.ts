import { CARRIAGE_RETURN, LINE_FEED } from "./byte-range.js";
import type { Samples } from "./samples.js";
import type { SeriesCollector } from "./series-collector.js";
import { PLACE_NAMES, stepAndTime, type Row } from "./statistics-row.js";
import { isAt, VALUE_PATTERN, type ValueScanner } from "./value-scanner.js";

interface Column {
  readonly name: string;
  /** Which value of the line is its own. */
  readonly place: number;
  /** A further step or time, which may lack a finite number. */
  readonly isPlace: boolean;
  samples: Samples | null;
}

const MEMBER = new RegExp(
  `\\s*[{,]\\s*("[^"\\\\]*(?:\\\\.[^"\\\\]*)*")\\s*:\\s*(${VALUE_PATTERN})`,
  "y",
);

/** Longer lines are not worth remembering. */
const MAX_LENGTH = 16 * 1024;

/**
 * What the lines of one logger share: the same names in the same order with the same spaces. All but the values is
 * compared byte by byte, and is known to be JSON from the line that it was learned from.
 */
export class RowShape {
  /** What stands before each value, and after the last one. */
  readonly #literals: readonly Buffer[];
  readonly #values: Float64Array;
  readonly #isGap: Uint8Array;
  readonly #columns: readonly Column[];
  readonly #step: number;
  readonly #time: number;
  /** The step of the last row that was read. */
  lastStep: number = NaN;

  private constructor(literals: readonly string[], names: readonly string[], row: Row) {
    const { step, time } = stepAndTime(row);
    this.#literals = literals.map((literal) => Buffer.from(literal));
    this.#values = new Float64Array(names.length);
    this.#isGap = new Uint8Array(names.length);
    this.#step = step === undefined ? -1 : names.indexOf(step);
    this.#time = time === undefined ? -1 : names.indexOf(time);
    this.#columns = Object.keys(row)
      .filter((name) => name !== step && name !== time)
      .map((name) => ({
        name,
        place: names.indexOf(name),
        isPlace: PLACE_NAMES.has(name),
        samples: null,
      }));
  }

  /** The shape of a line that holds a row; null where it has values that are neither numbers nor gaps. */
  static of(line: string, row: Row): RowShape | null {
    if (line.length > MAX_LENGTH) return null;
    const literals: string[] = [];
    const names: string[] = [];
    let end = 0;
    MEMBER.lastIndex = 0;
    for (let member = MEMBER.exec(line); member; member = MEMBER.exec(line)) {
      literals.push(line.slice(end, MEMBER.lastIndex - member[2]!.length));
      names.push(JSON.parse(member[1]!) as string);
      end = MEMBER.lastIndex;
    }
    literals.push(line.slice(end));
    const isWhole = /^\s*\}\s*$/.test(literals.at(-1)!) && names.length > 0;
    return isWhole && isPlain(names, row) ? new RowShape(literals, names, row) : null;
  }

  /** Forgets where samples went: the next ones go elsewhere. */
  release(): void {
    for (const column of this.#columns) column.samples = null;
  }

  /**
   * Where the line ends that begins at `start`, if it has this shape; its samples are then added, at `nextStep` where it
   * has no step. Else -1.
   */
  scan(
    bytes: Buffer,
    start: number,
    nextStep: number,
    scanner: ValueScanner,
    into: SeriesCollector,
  ): number {
    const end = this.#readValues(bytes, start, scanner);
    if (end < 0) return -1;
    const step = this.#step < 0 ? nextStep : this.#values[this.#step]!;
    const time = this.#time < 0 ? NaN : this.#values[this.#time]!;
    if (!Number.isFinite(step) || (this.#time >= 0 && !Number.isFinite(time))) return -1;
    this.lastStep = step;
    for (const column of this.#columns) {
      const value = this.#values[column.place]!;
      if (this.#isGap[column.place] || (column.isPlace && !Number.isFinite(value))) continue;
      column.samples ??= into.samplesOf(column.name);
      column.samples.add(step, time, value);
    }
    return end;
  }

  #readValues(bytes: Buffer, start: number, scanner: ValueScanner): number {
    let at = start;
    for (let place = 0; place < this.#values.length; place += 1) {
      const literal = this.#literals[place]!;
      if (!isAt(bytes, at, literal)) return -1;
      this.#values[place] = scanner.scan(bytes, at + literal.length);
      this.#isGap[place] = scanner.isGap ? 1 : 0;
      at = scanner.end;
      if (at < 0) return -1;
    }
    const last = this.#literals[this.#values.length]!;
    return isAt(bytes, at, last) ? endOfLine(bytes, at + last.length) : -1;
  }
}

/** Where the line feed stands, with or without a carriage return before it; -1 where the line goes on. */
function endOfLine(bytes: Buffer, at: number): number {
  if (bytes[at] === LINE_FEED) return at;
  return bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 1 : -1;
}

/** No name twice, and a finite number under every name that may be a step or a time. */
function isPlain(names: readonly string[], row: Row): boolean {
  return (
    names.length === Object.keys(row).length &&
    names.every((name) => !PLACE_NAMES.has(name) || Number.isFinite(row[name]))
  );
}
