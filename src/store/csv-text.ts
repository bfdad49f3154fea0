const RECORD = /(?:"(?:[^"]|"")*"|[^"\n])+/g;
const FIELD = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g;

/** A record of a table, and the number of the line that it begins at, from 1. */
export interface CsvRecord {
  readonly text: string;
  readonly line: number;
}

/** The records of comma-separated text (RFC 4180); a quoted field may go over several lines. Empty lines are none. */
export function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let end = 0;
  for (const match of text.replaceAll("\r\n", "\n").matchAll(RECORD)) {
    line += lineFeeds(match.input.slice(end, match.index));
    records.push({ text: match[0], line });
    line += lineFeeds(match[0]);
    end = match.index + match[0].length;
  }
  return records;
}

function lineFeeds(text: string): number {
  return text.split("\n").length - 1;
}

/** The fields of a record, without their quotes. */
export function csvFields(record: string): string[] {
  if (!record.includes('"')) return record.split(",");
  return [...record.matchAll(FIELD)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}
