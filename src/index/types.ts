import type { ColumnTable } from "arquero";
import { isList } from "../frame/cell-text.js";
import type { RunStatus } from "../store/run-file.js";
import { CeterisError } from "../util/error.js";

const STATUSES = [
  "completed",
  "failed",
  "interrupted",
  "lost",
  "running",
  "unknown",
] as const satisfies readonly RunStatus[];

const MOST_LEVELS = 8;
const LONGEST_LEVEL = 40;
/** Columns whose texts tell runs apart, so that none is a level. */
const FREE_TEXTS: ReadonlySet<string> = new Set(["root", "name"]);

/**
 * The TypeScript interface of a table's rows. A column has the types of its values; a text with up to eight levels,
 * none longer than 40 characters, has these levels.
 *
 * @param name - The interface's name.
 * @throws CeterisError `USAGE` for a name that no interface can have.
 */
export function typesOf(table: ColumnTable, name: string): string {
  if (!/^[A-Z][A-Za-z0-9_]*$/.test(name))
    throw new CeterisError(
      "USAGE",
      `${JSON.stringify(name)} is no name for an interface; use a capital letter, then letters, digits and _.`,
    );
  const lines = table.columnNames().map((column) => {
    const values = Array.from(table.array(column) as ArrayLike<unknown>);
    return `  ${propertyName(column)}: ${columnType(column, values)};\n`;
  });
  return `export interface ${name} {\n${lines.join("")}}\n`;
}

function propertyName(column: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(column) ? column : JSON.stringify(column);
}

function columnType(column: string, values: readonly unknown[]): string {
  if (column === "status") return STATUSES.map((status) => JSON.stringify(status)).join(" | ");
  const texts = new Set(values.filter((value) => typeof value === "string"));
  const hasLevels =
    !FREE_TEXTS.has(column) &&
    texts.size <= MOST_LEVELS &&
    [...texts].every((text) => text.length <= LONGEST_LEVEL);
  return unionOf(values, hasLevels ? (text) => JSON.stringify(text) : () => "string");
}

/** The types in order of appearance, null last. */
function unionOf(values: readonly unknown[], ofText: (text: string) => string): string {
  const types = new Set(values.map((value) => typeOf(value, ofText)));
  const hasNull = types.delete("null");
  return [...types, ...(hasNull ? ["null"] : [])].join(" | ") || "unknown";
}

function typeOf(value: unknown, ofText: (text: string) => string): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return ofText(value);
  if (value instanceof Date) return "Date";
  if (isList(value)) return listType(Array.from(value));
  return typeof value === "object" ? "Record<string, unknown>" : typeof value;
}

function listType(items: readonly unknown[]): string {
  const type = unionOf(items, () => "string");
  return type.includes(" | ") ? `(${type})[]` : `${type}[]`;
}
