import type { ByteRange } from "./byte-range.js";
import { CsvParser, hasQuote, parseCsvHeader } from "./csv-parser.js";
import type { OpenFile } from "./file-reader.js";
import { TAIL_LENGTH, tailOf, type FileStamp } from "./file-stamp.js";
import { JsonlParser } from "./jsonl-parser.js";
import type { ReadRows } from "./read-rows.js";
import type { SeriesCollector } from "./series-collector.js";

/** Bytes of a table in which its header must end, where only what was appended is read. */
const HEADER_LIMIT = 64 * 1024;

/** Rows that were read, and the bytes that they were read from. */
export interface ParsedRows extends ReadRows {
  readonly range: ByteRange;
  /** Where the bytes begin in their file. */
  readonly offset: number;
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

  /** Reads a whole file. */
  parse({ path, stats, read }: OpenFile, into: SeriesCollector): ParsedRows {
    const range = read(0, stats.size);
    const rows = isCsv(path) ? this.#csv.parse(range, into) : this.#jsonl.parse(range, into);
    return { ...rows, range, offset: 0 };
  }

  /** Reads what a file has more than when it was stamped; null where that is not certain, or does not end well. */
  parseAppended(file: OpenFile, stamp: FileStamp, into: SeriesCollector): ParsedRows | null {
    if (!mayHaveGrown(stamp, file)) return null;
    const names = isCsv(file.path) ? headerOf(file, stamp) : [];
    if (!names) return null;
    const offset = Math.max(0, stamp.read - TAIL_LENGTH);
    const whole = file.read(offset, file.stats.size);
    const range = { ...whole, start: stamp.read - offset };
    if (range.end < range.start || tailOf(range.bytes, range.start) !== stamp.tail) return null;
    const rows = isCsv(file.path)
      ? this.#appendedTable(range, names, stamp.next, into)
      : this.#jsonl.parse(range, into, stamp.next);
    return rows && rows.end >= 0 ? { ...rows, range, offset } : null;
  }

  #appendedTable(
    range: ByteRange,
    names: readonly string[],
    next: number,
    into: SeriesCollector,
  ): ReadRows | null {
    return hasQuote(range, range.start) ? null : this.#csv.parseRows(range, names, into, next);
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

function headerOf({ stats, read }: OpenFile, stamp: FileStamp): readonly string[] | null {
  const header = parseCsvHeader(read(0, Math.min(stats.size, HEADER_LIMIT)));
  return header && header.end <= stamp.read ? header.names : null;
}
