import { inspect } from "node:util";

const SIGNIFICANT_DIGITS = 6;
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * One value of a table as the one line that a reader sees: numbers with six significant digits, dates as ISO local
 * time, lists as `[64, 32]`, null and undefined as `null`. Control characters are escaped.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return escapeControls(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return dateText(value);
  if (isList(value)) return `[${Array.from(value, itemText).join(", ")}]`;
  if (typeof value === "object") return objectText(value);
  return typeof value === "boolean" ? String(value) : inspect(value);
}

/** True for arrays and typed arrays. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Whole numbers in full, others with six significant digits. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15)
    return Object.is(value, -0) ? "0" : String(value);
  return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
}

function itemText(item: unknown): string {
  return typeof item === "string" ? JSON.stringify(item) : cellText(item);
}

function objectText(value: object): string {
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return `{${entries.map(([key, item]) => `${escapeControls(String(key))}: ${itemText(item)}`).join(", ")}}`;
}

/** exman's times carry no zone: written as local time they read as in the name of the run's directory. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  const day = [
    String(date.getFullYear()).padStart(4, "0"),
    two(date.getMonth() + 1),
    two(date.getDate()),
  ].join("-");
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  const fraction =
    date.getMilliseconds() === 0 ? "" : `.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return `${day}T${clock}${fraction}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

function escapeControls(text: string): string {
  return text.replace(
    CONTROL,
    (found) => NAMED[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
