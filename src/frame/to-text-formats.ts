import type { ColumnTable } from "arquero";
import { escapeTags } from "../util/markup.js";
import { exactText, jsonValue } from "./exact-text.js";
import type { TextColumn } from "./text-table.js";

/** The rows of a table as plain objects that JSON can hold. */
export function toRows(table: ColumnTable): Record<string, unknown>[] {
  const columns = columnsOf(table);
  return rowNumbers(table).map((row) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, jsonValue(values[row])])),
  );
}

/** A table as a JSON array of objects, one per line. */
export function toJSON(table: ColumnTable): string {
  const rows = toRows(table).map((row) => `  ${JSON.stringify(row)}`);
  return rows.length > 0 ? `[\n${rows.join(",\n")}\n]\n` : "[]\n";
}

/** A table as lines of JSON, one object each. */
export function toJSONLines(table: ColumnTable): string {
  return toRows(table)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
}

/**
 * A table as comma-separated text (RFC 4180, but with line feeds), with a header line. Null is written as nothing, an
 * empty text as `""`.
 */
export function toCSV(table: ColumnTable): string {
  return toSeparated(table, ",", (text, value) =>
    value === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  );
}

/** A table as tab-separated text with a header line; tabs and line ends in a value are written as `\t` and `\n`. */
export function toTSV(table: ColumnTable): string {
  const escapes: Record<string, string> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\" };
  return toSeparated(table, "\t", (text) =>
    text.replace(/[\t\n\r\\]/g, (character) => escapes[character]!),
  );
}

/** A table in Markdown, numbers to the right. HTML in it is text. */
export function toMarkdown(table: ColumnTable): string {
  return markdownOf(
    columnsOf(table).map(({ name, values }) => ({
      name,
      numeric: values.some((value) => typeof value === "number"),
      cells: rowNumbers(table).map((row) => exactText(values[row])),
    })),
  );
}

/** Columns of texts as a table in Markdown. */
export function markdownOf(columns: readonly TextColumn[]): string {
  const escaped = (text: string): string =>
    escapeTags(text)
      .replaceAll("\\", "\\\\")
      .replaceAll("|", "\\|")
      .replace(/\s*\n\s*/g, " ");
  const header = columns.map(({ name }) => escaped(name));
  const rule = columns.map(({ numeric }) => (numeric ? "--:" : "---"));
  const lines = (columns[0]?.cells ?? []).map((_, row) =>
    columns.map(({ cells }) => escaped(cells[row]!)),
  );
  return [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function toSeparated(
  table: ColumnTable,
  separator: string,
  quote: (text: string, value: unknown) => string,
): string {
  const columns = columnsOf(table);
  const lines = rowNumbers(table).map((row) =>
    columns.map(({ values }) => quote(exactText(values[row]), values[row])),
  );
  return [columns.map(({ name }) => quote(name, name)), ...lines]
    .map((cells) => `${cells.join(separator)}\n`)
    .join("");
}

function columnsOf(table: ColumnTable): { name: string; values: unknown[] }[] {
  return table
    .columnNames()
    .map((name) => ({ name, values: Array.from(table.array(name) as ArrayLike<unknown>) }));
}

function rowNumbers(table: ColumnTable): number[] {
  return Array.from({ length: table.numRows() }, (_, row) => row);
}
