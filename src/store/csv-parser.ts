import { LINE_FEED, lineEnd, type ByteRange } from "./byte-range.js";
import { CsvRows } from "./csv-rows.js";
import { csvFields, csvRecords } from "./csv-text.js";
import { decodeText } from "./decode-text.js";
import type { ReadRows } from "./read-rows.js";
import type { SeriesCollector } from "./series-collector.js";

const QUOTE = 34;

/** The names of a table's columns, and where its first row begins. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly end: number;
}

/** Reads the first line of a table; null where it is empty, goes on in the next line, or is no text. */
export function parseCsvHeader(range: ByteRange): CsvHeader | null {
  const stop = lineEnd(range, range.start);
  const text = decodeText(range.bytes, range.start, stop)?.replace(/\r$/, "");
  if (!text || text.split('"').length % 2 === 0) return null;
  return { names: csvFields(text), end: Math.min(stop + 1, range.end) };
}

/** Reads tables with a header line. The step is a column `step`, `epoch` or `iteration`, else the row number, from 0. */
export class CsvParser {
  readonly #lineLimit: number;

  /** @param lineLimit - Longer lines are left out, in bytes. */
  constructor(lineLimit: number) {
    this.#lineLimit = lineLimit;
  }

  /** @param isWhole - False where the last line, if it lacks its end, may have been cut off as it was written. */
  parse(range: ByteRange, isWhole: boolean, into: SeriesCollector): ReadRows {
    const header = parseCsvHeader(range);
    if (!header || hasQuote(range, header.end)) return this.#parseQuoted(range, isWhole, into);
    return this.parseRows({ ...range, start: header.end }, header.names, isWhole, into);
  }

  /** Reads rows without their header, where no field is quoted; `first` is the step of one without a step. */
  parseRows(
    given: ByteRange,
    names: readonly string[],
    isWhole: boolean,
    into: SeriesCollector,
    first: number = 0,
  ): ReadRows {
    const rows = new CsvRows(names, into, first);
    const range = isWhole ? given : endedLines(given);
    rows.damage.torn = range.end < given.end;
    let whole = range.start;
    let { next } = rows;
    let isLastRead = false;
    for (let start = range.start, line = 2; start < range.end; line += 1) {
      const before = rows.count;
      const stop = this.#readLine(range, start, line, rows);
      if (stop < range.end) [whole, next] = [stop + 1, rows.next];
      else isLastRead = rows.count > before;
      start = stop + 1;
    }
    // A last line without its end may go on: what was read of it must not stay.
    const end = isLastRead || !rows.damage.isSound ? -1 : whole;
    return { damage: rows.damage, end, next };
  }

  /** A quoted field may go over several lines, so that records are found in the whole text. */
  #parseQuoted(range: ByteRange, isWhole: boolean, into: SeriesCollector): ReadRows {
    const text = decodeText(range.bytes, range.start, range.end);
    const [header, ...records] = text === null ? [] : csvRecords(text, this.#lineLimit);
    const rows = new CsvRows(csvFields(header?.text ?? ""), into, 0);
    if (text === null) rows.damage.leaveOut("not-utf8", 1);
    const isEnded = text?.endsWith("\n") ?? true;
    if (!isEnded && !isWhole) rows.damage.torn = records.pop() !== undefined;
    for (const record of records)
      rows.add(record.text, record.line, isEnded || record !== records.at(-1));
    return { damage: rows.damage, end: -1, next: rows.next };
  }

  /** Reads a line, and tells where it ends. */
  #readLine(range: ByteRange, start: number, line: number, rows: CsvRows): number {
    const end = rows.scan(range.bytes, start);
    if (end >= 0) return end;
    const stop = lineEnd(range, start);
    const isLong = stop - start > this.#lineLimit;
    const text = isLong ? null : decodeText(range.bytes, start, stop)?.replace(/\r$/, "");
    if (text) rows.add(text, line, stop < range.end);
    else if (text !== "") rows.damage.leaveOut(isLong ? "too-large" : "not-utf8", line);
    return stop;
  }
}

/** The lines of a table that have their ends. */
function endedLines(range: ByteRange): ByteRange {
  const last = range.end > range.start ? range.bytes.lastIndexOf(LINE_FEED, range.end - 1) : -1;
  return { ...range, end: Math.max(range.start, last + 1) };
}

/** Whether rows have a quoted field, or may have one once they go on. */
export function hasQuote({ bytes, end }: ByteRange, start: number): boolean {
  return bytes.subarray(start, end).includes(QUOTE);
}
