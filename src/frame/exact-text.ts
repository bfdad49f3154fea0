import { localTime } from "../util/local-time.js";

/**
 * A value as text that loses nothing: numbers in full, dates as ISO local time as exman writes them, lists and
 * objects as JSON, null as "".
 */
export function exactText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return localTime(value);
  if (Object.is(value, -0)) return "-0";
  return typeof value === "object" ? JSON.stringify(jsonValue(value)) : String(value);
}

/**
 * A value that JSON can hold: non-finite numbers as "NaN", "Infinity" and "-Infinity", integers beyond 2^53 as text,
 * dates as ISO local time.
 */
export function jsonValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return localTime(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (ArrayBuffer.isView(value))
    return Array.from(value as unknown as ArrayLike<unknown>, jsonValue);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonValue(item)]));
}
