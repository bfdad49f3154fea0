import { csvFields, csvLines } from "./csv-text.js";
import { CsvScanner } from "./csv-scanner.js";
import { RowScanner, stepAndTime, type Row } from "./row-scanner.js";
import type { SeriesCollector } from "./series-collector.js";

/** What a statistics file held that is no number of a row. */
export interface StatisticsDamage {
  /** Numbers of lines that hold no row, from 1; a torn last line is not among them. */
  readonly badLines: readonly number[];
  /** True where the last line was cut off while it was written. */
  readonly torn: boolean;
  /** Names with values that are no numbers, which no series can hold. */
  readonly textNames: readonly string[];
}

/**
 * Reads rows of JSON, one object a line: `{"step": 3, "time": 1763712000.25, "loss": 0.41}`. A row without a step
 * comes one step after the farthest so far, from 0: where no row has one, that is its row number. Takes non-finite numbers as text, and as the bare tokens that Python writes.
 */
export function parseStatisticsJsonl(text: string, into: SeriesCollector): StatisticsDamage {
  const damage = { badLines: [] as number[], torn: false };
  const textNames = new Set<string>();
  const scanner = new RowScanner();
  let next = 0;
  for (let start = 0, line = 1; start < text.length; line += 1) {
    const newline = text.indexOf("\n", start);
    const stop = newline < 0 ? text.length : newline;
    const end = text.endsWith("\r", stop) ? stop - 1 : stop;
    if (scanner.scan(text, start, end, next)) next = after(next, scanner.lastStep);
    else {
      const source = text.slice(start, stop);
      const row = parseRow(source);
      if (row) {
        next = after(next, addRow(row, next, into, textNames));
        scanner.learn(row, into);
      } else if (newline < 0) damage.torn = true;
      else if (source.trim() !== "") damage.badLines.push(line);
    }
    start = stop + 1;
  }
  return { ...damage, textNames: [...textNames] };
}

/** Reads a table with a header line. The step is a column `step`, `epoch` or `iteration`, else the row number, from 0. */
export function parseStatisticsCsv(text: string, into: SeriesCollector): StatisticsDamage {
  const [first, ...lines] = csvLines(text);
  const header = csvFields(first ?? "");
  const badLines: number[] = [];
  const textNames = new Set<string>();
  const torn =
    lines.length > 0 && !text.endsWith("\n") && csvFields(lines.at(-1)!).length < header.length;
  if (torn) lines.pop();
  const scanner = new CsvScanner(header, into);
  let next = 0;
  for (const [index, line] of lines.entries()) {
    const record = scanner.scan(line, next) ? null : csvFields(line);
    if (record === null) next = after(next, scanner.lastStep);
    else if (record.length !== header.length) badLines.push(index + 2);
    else next = after(next, addRow(zip(header, record.map(csvValue)), next, into, textNames));
  }
  return { badLines, torn, textNames: [...textNames] };
}

/**
 * Reads one JSON object whose numbers are final values, without a step.
 *
 * @throws SyntaxError where the text is not JSON.
 */
export function parseFinalValues(text: string, into: SeriesCollector): StatisticsDamage {
  const row = parseJson(text);
  if (!isRow(row)) return { badLines: [1], torn: false, textNames: [] };
  // Such files describe a run in other ways too: only their numbers are statistics.
  eachNumber(row, new Set(), (name, value) => into.addFinal(name, value));
  return { badLines: [], torn: false, textNames: [] };
}

/** The step of a row without one, after a row at `step`. */
function after(next: number, step: number): number {
  return step >= next ? Math.floor(step) + 1 : next;
}

/** Adds the numbers of a row, at `nextStep` where it has no step of its own; returns its step. */
function addRow(row: Row, nextStep: number, into: SeriesCollector, textNames: Set<string>): number {
  const { step: stepName, time: timeName } = stepAndTime(row);
  const step = stepName ? (row[stepName] as number) : nextStep;
  const time = timeName ? (row[timeName] as number) : NaN;
  eachNumber(row, textNames, (name, value) => {
    if (name !== stepName && name !== timeName) into.add(name, step, time, value);
  });
  return step;
}

function eachNumber(
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

function parseRow(line: string): Row | null {
  try {
    const row = parseJson(line);
    return isRow(row) ? row : null;
  } catch {
    return null;
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const BARE_TOKENS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return JSON.parse(
      text.replace(BARE_TOKENS, (token) => (token.startsWith('"') ? token : `"${token}"`)),
    ) as unknown;
  }
}

/** Fields by name; a column without one is the row index that pandas writes, and is left out. */
function zip(names: readonly string[], values: readonly unknown[]): Row {
  const entries = names.map((name, index) => [name, values[index]] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== ""));
}

/** An empty field is a missing value; Python and R write `nan`, `NA` and `inf`. */
function csvValue(field: string): unknown {
  const text = field.trim();
  if (text === "" || text === "NA" || text === "None" || text === "null") return null;
  if (/^nan$/i.test(text)) return NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite) return infinite[1] === "-" ? -Infinity : Infinity;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
