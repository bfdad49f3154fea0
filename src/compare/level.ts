import { listWords } from "../util/list-words.js";
import type { Factor, Level } from "./types.js";

/**
 * The level that a value of a column stands for. Lists and objects become their text: `[64, 32]`, `['a', 'b']`. NaN
 * is a text, so that it equals itself and has a place in the order.
 */
export function toLevel(value: unknown): Level {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : value;
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toJSON();
  return toText(value);
}

/** A level as people read it. */
export function levelText(level: Level): string {
  return level === null ? "none" : String(level);
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toText).join(", ")}]`;
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (value instanceof Date) return value.toJSON();
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${toText(item)}`);
  return `{${entries.join(", ")}}`;
}

/** Where in a design: ` at lr 0.3 and hidden [16]`; nothing for a design of one place. */
export function atText(names: readonly string[], levels: readonly Level[]): string {
  const parts = names.map((name, position) => `${name} ${levelText(levels[position]!)}`);
  return parts.length > 0 ? ` at ${listWords(parts)}` : "";
}

/** The order in which levels are shown: numbers by size, then false and true, then texts, and null last. */
export function compareLevels(a: Level, b: Level): number {
  const rank = (level: Level): number =>
    level === null ? 3 : typeof level === "number" ? 0 : typeof level === "boolean" ? 1 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  return Number(a) - Number(b);
}

/** Numbers inside texts count by size, so that `[16]` stands before `[128]`; the same on every machine. */
const collator = new Intl.Collator("en", { numeric: true });

function compareTexts(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The order of cells: by the first factor's levels, then by the next one's. */
export function compareCells(
  factors: readonly Factor[],
  a: readonly Level[],
  b: readonly Level[],
): number {
  for (const [position, { levels }] of factors.entries()) {
    const difference = levels.indexOf(a[position]!) - levels.indexOf(b[position]!);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A text that is the same for the same levels only: a key for maps. */
export function levelKey(levels: readonly Level[]): string {
  return JSON.stringify(
    levels.map((level) => (typeof level === "number" ? String(level) : [level])),
  );
}
