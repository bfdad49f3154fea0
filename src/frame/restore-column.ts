import { exactText, jsonValue } from "./exact-text.js";

type Restore = (text: string) => unknown;

const DATE = /^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?$/;
const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const WORDS: ReadonlySet<unknown> = new Set(["NaN", "Infinity", "-Infinity"]);

/**
 * Gives a column of texts the type that all of them spell: number or bigint, boolean, date in local time, list or
 * object in JSON. A text is converted only where every one converts, and back to the same text: "0012" stays as it is.
 */
export function restoreTexts(cells: readonly (string | null)[]): unknown[] {
  const texts = cells.filter((cell) => cell !== null);
  const restore = RESTORERS.find((candidate) =>
    texts.every((text) => candidate(text) !== undefined),
  );
  return cells.map((cell) => (cell === null || !restore ? cell : restore(cell)));
}

/**
 * Gives a column of JSON values the types that JSON lacks: non-finite numbers and integers beyond 2^53 where all
 * other values are numbers, and dates where all are. Any other column is returned as it came.
 */
export function restoreJSON(values: readonly unknown[]): unknown[] {
  const present = values.filter((value) => value !== null);
  const restore = [jsonNumber, jsonDate].find((candidate) =>
    present.every((value) => candidate(value) !== undefined),
  );
  return values.map((value) => (value === null || !restore ? value : restore(value)));
}

const toNumber: Restore = (text) => {
  if (exactText(Number(text)) === text) return Number(text);
  return INTEGER.test(text) ? BigInt(text) : undefined;
};

const toBoolean: Restore = (text) =>
  text === "true" ? true : text === "false" ? false : undefined;

const toDate: Restore = (text) => {
  if (!DATE.test(text)) return undefined;
  const date = new Date(text); // without a zone: local time, as it was written
  return exactText(date) === text ? date : undefined;
};

const toStructure: Restore = (text) => {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(jsonValue(value)) === text ? value : undefined;
  } catch {
    return undefined;
  }
};

const RESTORERS = [toNumber, toBoolean, toDate, toStructure];

function jsonNumber(value: unknown): unknown {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  if (WORDS.has(value)) return Number(value);
  return INTEGER.test(value) && !Number.isSafeInteger(Number(value)) ? BigInt(value) : undefined;
}

function jsonDate(value: unknown): unknown {
  return typeof value === "string" ? toDate(value) : undefined;
}
