import { CeterisError } from "../util/error.js";

/** A cell is null where nothing stands between two commas; an empty text stands between quotes. */
export type CSVRow = (string | null)[];

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

/**
 * The rows of comma-separated text (RFC 4180), the header among them. A byte order mark is skipped.
 *
 * @throws CeterisError `FORMAT` for a quote that is not closed, or stands amid a cell.
 */
export function parseCSV(text: string): CSVRow[] {
  const source = text.replace(/^\uFEFF/, "");
  const rows: CSVRow[] = [];
  let row: CSVRow = [];
  let position = 0;
  while (position < source.length || row.length > 0) {
    CELL.lastIndex = position;
    const cell = CELL.exec(source);
    if (!cell) throw badQuote(rows.length + 1);
    const [whole, quoted, plain, end] = cell;
    row.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    position += whole.length;
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function badQuote(row: number): CeterisError {
  return new CeterisError(
    "FORMAT",
    `Row ${row} of this CSV has a quote that is not closed or stands amid a cell; write such a cell in quotes, with each quote in it twice.`,
  );
}
