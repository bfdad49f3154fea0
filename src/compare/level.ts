import { cutMiddle } from "../util/cut-middle.js";
import { listWords } from "../util/list-words.js";
import { visibleText } from "../util/visible-text.js";
import type { Factor, Level } from "./types.js";

/** Columns of a terminal that a level takes in a sentence at most. */
const WIDEST = 60;

/**
 * The level that a value of a column stands for. Lists and objects become their text: `[64, 32]`, `['a', 'b']`. NaN
 * is a text, so that it equals itself and has a place in the order. A date at midnight (UTC) is the text of its day.
 */
export function toLevel(value: unknown): Level {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : value;
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return dateText(value);
  return toText(value);
}

/**
 * A level in a sentence or a table: one line, cut in the middle where it is long. A text that would read as another kind of
 * level, as '1', 'true' and 'none' would, or that shows nothing, stands in quotes.
 */
export function levelText(level: Level): string {
  const text = visibleText(plainText(level));
  return cutMiddle(typeof level === "string" && isLookalike(level) ? `'${text}'` : text, WIDEST);
}

/** A level as it is: what is put into joint levels, and what charts make names of. */
export function plainText(level: Level): string {
  return level === null ? "none" : String(level);
}

function isLookalike(text: string): boolean {
  if (text === "none" || text === "true" || text === "false" || text !== text.trim()) return true;
  const number = Number(text);
  // Integers beyond 2^53 are levels as texts.
  return text === "" || (String(number) === text && !isLarge(number) && !Number.isNaN(number));
}

function isLarge(number: number): boolean {
  return Number.isInteger(number) && !Number.isSafeInteger(number);
}

/** The level among these that a user means: the same one, else the one that reads like it, as `none` does for null. */
export function meantLevel(levels: readonly Level[], wanted: Level): Level | undefined {
  return levels.includes(wanted) ? wanted : levels.find((level) => plainText(level) === wanted);
}

/** Levels of several factors as one: `adam:0.01`. */
export function jointText(levels: readonly Level[]): string {
  return levels.map(plainText).join(":");
}

function dateText(date: Date): string | null {
  return date.toJSON()?.replace(/T00:00:00\.000Z$/, "") ?? null;
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toText).join(", ")}]`;
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (value instanceof Date) return String(dateText(value));
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

/** The number at which a bin begins: `1e-7 – 0.02`. */
const BIN_START = /^(-?[\d.]+(?:e[-+]?\d+)?) – /;

function compareTexts(a: string, b: string): number {
  const [, start] = BIN_START.exec(a) ?? [];
  const [, other] = BIN_START.exec(b) ?? [];
  if (start !== undefined && other !== undefined) return Number(start) - Number(other);
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

/** An order of lists of levels that does not depend on the order of the runs. */
export function compareLists(a: readonly Level[], b: readonly Level[]): number {
  return a.reduce<number>(
    (order, level, position) => order || compareLevels(level, b[position]!),
    0,
  );
}

/** A text that is the same for the same levels only: a key for maps. */
export function levelKey(levels: readonly Level[]): string {
  return JSON.stringify(
    levels.map((level) => (typeof level === "number" ? String(level) : [level])),
  );
}
