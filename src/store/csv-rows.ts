import { CsvScanner } from "./csv-scanner.js";
import { csvFields } from "./csv-text.js";
import type { SeriesCollector } from "./series-collector.js";
import { StatisticsDamage } from "./statistics-damage.js";
import { addRow, decimalNumber, stepAfter, type Row } from "./statistics-row.js";

/** Takes the records of one table in their order. */
export class CsvRows {
  readonly damage: StatisticsDamage = new StatisticsDamage();
  readonly #names: readonly string[];
  readonly #into: SeriesCollector;
  readonly #scanner: CsvScanner;
  #next: number;
  #count = 0;

  /** @param next - The step of the first row, where it has none. */
  constructor(names: readonly string[], into: SeriesCollector, next: number) {
    this.#names = names;
    this.#into = into;
    this.#scanner = new CsvScanner(names, into);
    this.#next = next;
  }

  /** The step that a row without one would have now. */
  get next(): number {
    return this.#next;
  }

  /** How many rows were taken. */
  get count(): number {
    return this.#count;
  }

  /** Where the line ends that begins at `start`, if it is plain numbers, which are then taken; else -1. */
  scan(bytes: Buffer, start: number): number {
    const end = this.#scanner.scan(bytes, start, this.#next);
    if (end >= 0) this.#took(this.#scanner.lastStep);
    return end;
  }

  /** Takes a record. Only the last one may be without its end. */
  add(record: string, line: number, isEnded: boolean): void {
    const fields = csvFields(record);
    if (fields.length === this.#names.length) {
      const row = zip(this.#names, fields.map(csvValue));
      this.#took(addRow(row, this.#next, this.#into, this.damage.textNames));
    } else if (!isEnded && fields.length < this.#names.length) this.damage.torn = true;
    else this.damage.leaveOut("invalid-statistics", line);
  }

  #took(step: number): void {
    this.#count += 1;
    this.#next = stepAfter(this.#next, step);
  }
}

/** Fields by name; a column without one is the row index that pandas writes, and is left out. */
function zip(names: readonly string[], values: readonly unknown[]): Row {
  const entries = names.map((name, index) => [name, values[index]] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== ""));
}

/** An empty field is a missing value; Python and R write `nan`, `NA` and `inf`. */
function csvValue(field: string): unknown {
  const text = field.trim();
  if (text === "" || text === "NA" || text === "None" || text === "null") return null;
  if (/^nan$/i.test(text)) return NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  const number = decimalNumber(text);
  return Number.isNaN(number) ? text : number;
}
