import { lineEnd, type ByteRange } from "./byte-range.js";
import { decodeText } from "./decode-text.js";
import type { ReadRows } from "./read-rows.js";
import { RowScanner } from "./row-scanner.js";
import type { SeriesCollector } from "./series-collector.js";
import { StatisticsDamage } from "./statistics-damage.js";
import { addRow, parseRow, stepAfter } from "./statistics-row.js";

/** A line that is no row as the scanner knows them. */
interface Line {
  readonly start: number;
  readonly stop: number;
  /** From 1. */
  readonly number: number;
  /** The step of a row without one. */
  readonly next: number;
}

/** Reads rows of JSON, one object a line. It remembers how lines look, from file to file. */
export class JsonlParser {
  readonly #scanner = new RowScanner();
  readonly #lineLimit: number;

  /** @param lineLimit - Longer lines are left out, in bytes. */
  constructor(lineLimit: number) {
    this.#lineLimit = lineLimit;
  }

  /**
   * Reads lines such as `{"step": 3, "time": 1763712000.25, "loss": 0.41}`. A row without a step comes one step after
   * the farthest so far, from `first`: where no row has one, that is its row number. Takes non-finite numbers as text,
   * and as the bare tokens that Python writes.
   */
  parse(range: ByteRange, into: SeriesCollector, first: number = 0): ReadRows {
    const damage = new StatisticsDamage();
    let next = first;
    let whole = range.start;
    let isLastRead = false;
    this.#scanner.begin(into);
    for (let start = range.start, number = 1; start < range.end; number += 1) {
      let stop = this.#scanner.scan(range.bytes, start, next);
      let step = this.#scanner.lastStep;
      if (stop < 0) {
        stop = lineEnd(range, start);
        step = this.#parseLine(range, { start, stop, number, next }, into, damage);
      }
      if (stop < range.end) {
        next = stepAfter(next, step);
        whole = stop + 1;
      } else isLastRead = !Number.isNaN(step);
      start = stop + 1;
    }
    // A last line without its end may go on: what was read of it must not stay.
    return { damage, end: isLastRead || !damage.isSound ? -1 : whole, next };
  }

  /** The step of the row that the line holds; NaN where it holds none. */
  #parseLine(
    range: ByteRange,
    line: Line,
    into: SeriesCollector,
    damage: StatisticsDamage,
  ): number {
    const { start, stop, number, next } = line;
    if (stop - start > this.#lineLimit) {
      damage.leaveOut("too-large", number);
      return NaN;
    }
    const text = decodeText(range.bytes, start, stop);
    const row = text === null ? null : parseRow(text);
    if (row) {
      this.#scanner.learn(text!.replace(/\r$/, ""), row);
      return addRow(row, next, into, damage.textNames);
    }
    if (text?.trim() === "") return NaN;
    if (stop === range.end) damage.torn = true;
    else damage.leaveOut(text === null ? "not-utf8" : "invalid-statistics", number);
    return NaN;
  }
}
