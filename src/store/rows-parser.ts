import type { ByteRange } from "./byte-range.js";
import { CsvParser, hasQuote, parseCsvHeader } from "./csv-parser.js";
import type { OpenFile } from "./file-reader.js";
import { sumOf, type FileStamp } from "./file-stamp.js";
import { JsonlParser } from "./jsonl-parser.js";
import type { ReadRows } from "./read-rows.js";
import type { SeriesCollector } from "./series-collector.js";

/** Rows that were read, and the bytes that they were read from. */
export interface ParsedRows extends ReadRows {
  readonly range: ByteRange;
}

/** Reads files of rows, each in the format that its name tells. */
export class RowsParser {
  readonly #jsonl: JsonlParser;
  readonly #csv: CsvParser;

  /** @param lineLimit - Longer lines are left out, in bytes. */
  constructor(lineLimit: number) {
    this.#jsonl = new JsonlParser(lineLimit);
    this.#csv = new CsvParser(lineLimit);
  }

  /**
   * Reads a whole file.
   *
   * @param isWhole - False where the last line, if it lacks its end, may have been cut off as it was written.
   */
  parse({ path, stats, read }: OpenFile, isWhole: boolean, into: SeriesCollector): ParsedRows {
    const range = read(0, stats.size);
    const rows = isCsv(path)
      ? this.#csv.parse(range, isWhole, into)
      : this.#jsonl.parse(range, into);
    return { ...rows, range };
  }

  /** Reads what a file has more than when it was stamped; null where that is not certain, or does not end well. */
  parseAppended(
    file: OpenFile,
    isWhole: boolean,
    stamp: FileStamp,
    into: SeriesCollector,
  ): ParsedRows | null {
    if (!mayHaveGrown(stamp, file)) return null;
    const whole = file.read(0, file.stats.size);
    if (whole.end < stamp.read || sumOf(whole.bytes, stamp.read) !== stamp.sum) return null;
    const range = { ...whole, start: stamp.read };
    const rows = isCsv(file.path)
      ? this.#appendedTable(whole, range, isWhole, stamp.next, into)
      : this.#jsonl.parse(range, into, stamp.next);
    return rows && rows.end >= 0 ? { ...rows, range } : null;
  }

  #appendedTable(
    whole: ByteRange,
    appended: ByteRange,
    isWhole: boolean,
    next: number,
    into: SeriesCollector,
  ): ReadRows | null {
    const header = parseCsvHeader(whole);
    if (!header || header.end > appended.start || hasQuote(appended, appended.start)) return null;
    return this.#csv.parseRows(appended, header.names, isWhole, into, next);
  }
}

function isCsv(path: string): boolean {
  return path.endsWith(".csv");
}

/** The same file, with more bytes or just the same. */
function mayHaveGrown(stamp: FileStamp, { stats }: OpenFile): boolean {
  if (stamp.read === 0 || stamp.ino !== stats.ino) return false;
  if (stats.size > stamp.size) return true;
  return (
    stats.size === stamp.size && stats.mtimeMs === stamp.mtime && stats.ctimeMs === stamp.ctime
  );
}
