import type { SeriesCollector } from "./series-collector.js";

/** A row of statistics, by name. */
export type Row = Record<string, unknown>;

const STEP_NAMES = ["step", "epoch", "iteration"];
const TIME_NAMES = ["time", "timestamp"];

/** Names that tell where a row belongs, where they have a number. */
export const PLACE_NAMES: ReadonlySet<string> = new Set([...STEP_NAMES, ...TIME_NAMES]);

/** Names of the columns of a row that hold its step and its time. */
export function stepAndTime(row: Row): { step: string | undefined; time: string | undefined } {
  return {
    step: STEP_NAMES.find((name) => Number.isFinite(row[name])),
    time: TIME_NAMES.find((name) => Number.isFinite(row[name])),
  };
}

/** The step of a row without one, after a row at `step`. */
export function stepAfter(next: number, step: number): number {
  return step >= next ? Math.floor(step) + 1 : next;
}

/** Adds the numbers of a row, at `nextStep` where it has no step of its own; returns its step. */
export function addRow(
  row: Row,
  nextStep: number,
  into: SeriesCollector,
  textNames: Set<string>,
): number {
  readPlaces(row);
  const { step: stepName, time: timeName } = stepAndTime(row);
  const step = stepName ? (row[stepName] as number) : nextStep;
  const time = timeName ? (row[timeName] as number) : NaN;
  eachNumber(row, textNames, (name, value) => {
    if (name === stepName || name === timeName) return;
    // A step that is no finite number is none, and no statistic either.
    if (Number.isFinite(value) || !PLACE_NAMES.has(name)) into.add(name, step, time, value);
  });
  return step;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a text spells in decimal digits; NaN where it spells none. */
export function decimalNumber(text: string): number {
  return DECIMAL.test(text) ? Number(text) : NaN;
}

/** Reads steps and times that were written as texts. */
function readPlaces(row: Row): void {
  for (const name of PLACE_NAMES) {
    const value = row[name];
    const number = typeof value === "string" ? decimalNumber(value) : NaN;
    if (!Number.isNaN(number)) row[name] = number;
  }
}

/** Calls `use` with every number of a row; names of other values but null go to `textNames`. */
export function eachNumber(
  row: Row,
  textNames: Set<string>,
  use: (name: string, value: number) => void,
): void {
  for (const name of Object.keys(row)) {
    const value = row[name];
    const number = toNumber(value);
    if (number !== null) use(name, number);
    else if (value !== null) textNames.add(name);
  }
}

const NON_FINITE: ReadonlyMap<unknown, number> = new Map([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

function toNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  return NON_FINITE.get(value) ?? null;
}

/** Reads an object of JSON, Python's bare `NaN` and `Infinity` too; null where the text is none. */
export function parseRow(text: string): Row | null {
  const object = text.trim();
  if (!object.startsWith("{") || !object.endsWith("}")) return null; // an exception takes a hundred times as long
  try {
    return parseJson(object) as Row;
  } catch {
    return null;
  }
}

const BARE_TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return JSON.parse(
      text.replace(BARE_TOKENS, (token) => (token.startsWith('"') ? token : `"${token}"`)),
    ) as unknown;
  }
}
