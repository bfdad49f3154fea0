import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { makeTable } from "./make-table.js";
import { parseCSV } from "./parse-csv.js";
import { restoreJSON, restoreTexts } from "./restore-column.js";

/**
 * The table of comma-separated text with a header line. A column becomes numbers, booleans, dates, or lists and
 * objects where all its cells spell such; a column that mixes them stays text.
 *
 * @throws CeterisError `FORMAT` for a row that is longer or shorter than the header, or a stray quote.
 */
export function fromCSV(text: string): ColumnTable {
  const [header = [], ...rows] = parseCSV(text);
  for (const [position, row] of rows.entries())
    if (row.length !== header.length)
      throw new CeterisError(
        "FORMAT",
        `Row ${position + 2} of this CSV has ${row.length} cells, but the header has ${header.length}; every row has one for each column.`,
      );
  return makeTable(
    header.map((name, column) => [name ?? "", restoreTexts(rows.map((row) => row[column]!))]),
  );
}

/**
 * The table of a JSON array of objects; a key that an object lacks is null. Columns of numbers get back what JSON
 * writes as texts ("NaN", "Infinity", integers beyond 2^53), and columns of dates their dates.
 *
 * @throws CeterisError `FORMAT` for anything else.
 */
export function fromJSON(text: string): ColumnTable {
  const rows = parse(text, "This JSON");
  if (!Array.isArray(rows))
    throw new CeterisError(
      "FORMAT",
      "This JSON is no list; give a list of objects, one for each row.",
    );
  return tableOfRows(rows, (row) => `Item ${row} of this JSON`);
}

/**
 * The table of lines of JSON, one object each; otherwise as `fromJSON`. Empty lines are skipped.
 *
 * @throws CeterisError `FORMAT` for a line that is no object.
 */
export function fromJSONLines(text: string): ColumnTable {
  const where = (row: number): string => `Line ${row} of this JSON`;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return tableOfRows(
    lines.map((line, position) => parse(line, where(position + 1))),
    where,
  );
}

function tableOfRows(rows: readonly unknown[], where: (row: number) => string): ColumnTable {
  const columns = new Map<string, unknown[]>();
  for (const [position, row] of rows.entries()) {
    if (typeof row !== "object" || row === null || Array.isArray(row))
      throw new CeterisError(
        "FORMAT",
        `${where(position + 1)} is no object; give one for each row.`,
      );
    for (const [name, value] of Object.entries(row)) {
      if (!columns.has(name))
        columns.set(
          name,
          Array.from({ length: rows.length }, () => null),
        );
      columns.get(name)![position] = value;
    }
  }
  return makeTable([...columns].map(([name, values]) => [name, restoreJSON(values)]));
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CeterisError(
      "FORMAT",
      `${where} cannot be read (${(error as Error).message}); give what toJSON or toJSONLines wrote.`,
      { cause: error },
    );
  }
}
