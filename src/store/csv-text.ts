/** A record of a table, and the number of the line that it begins at, from 1. */
export interface CsvRecord {
  readonly text: string;
  readonly line: number;
}

/**
 * The records of comma-separated text (RFC 4180); a quoted field may go over several lines. Empty lines are none. A
 * quote without its partner, or with one farther off than `limit` characters, is a character as any other.
 */
export function csvRecords(source: string, limit: number): CsvRecord[] {
  const text = source.replaceAll("\r\n", "\n");
  const records: CsvRecord[] = [];
  let line = 1;
  for (let start = 0; start < text.length;) {
    const end = endOfRecord(text, start, limit);
    const record = text.slice(start, end);
    if (record !== "") records.push({ text: record, line });
    line += record.split("\n").length;
    start = end + 1;
  }
  return records;
}

/** Where the first line feed stands that is not in quotes. */
function endOfRecord(text: string, start: number, limit: number): number {
  let end = endOfLine(text, start);
  for (let open = quoteIn(text, start, end); open >= 0;) {
    const close = text.indexOf('"', open + 1);
    if (close < 0 || close - start > limit) return end;
    if (close > end) end = endOfLine(text, close);
    open = quoteIn(text, close + 1, end);
  }
  return end;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function quoteIn(text: string, start: number, end: number): number {
  const found = text.slice(start, end).indexOf('"');
  return found < 0 ? -1 : start + found;
}

/** The fields of a record, without their quotes. */
export function csvFields(record: string): string[] {
  if (!record.includes('"')) return record.split(",");
  const fields: string[] = [];
  for (let start = 0; start <= record.length;) {
    const quoted = endOfQuoted(record, start);
    const end = quoted >= 0 ? quoted : endOfBare(record, start);
    const field = record.slice(start, end);
    fields.push(quoted >= 0 ? field.slice(1, -1).replaceAll('""', '"') : field);
    start = end + 1;
  }
  return fields;
}

/** Where the quoted field ends that begins at `start`, behind its quote; -1 where none does. */
function endOfQuoted(record: string, start: number): number {
  if (record[start] !== '"') return -1;
  let close = record.indexOf('"', start + 1);
  while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
  const isField = close >= 0 && (close + 1 === record.length || record[close + 1] === ",");
  return isField ? close + 1 : -1;
}

function endOfBare(record: string, start: number): number {
  const end = record.indexOf(",", start);
  return end < 0 ? record.length : end;
}
