import { inspect } from "node:util";
import { localTime } from "../util/local-time.js";
import { visibleText } from "../util/visible-text.js";

const SIGNIFICANT_DIGITS = 6;

/**
 * One value of a table as the one line that a reader sees: numbers with six significant digits, dates as ISO local
 * time, lists as `[64, 32]`, null and undefined as `null`. Control characters are escaped.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return visibleText(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return localTime(value);
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
  return `{${entries.map(([key, item]) => `${visibleText(String(key))}: ${itemText(item)}`).join(", ")}}`;
}
