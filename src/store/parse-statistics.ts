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

type Row = Record<string, unknown>;

const STEP_NAMES = ["step", "epoch", "iteration"];
const TIME_NAMES = ["time", "timestamp"];

/**
 * Reads rows of JSON, one object a line: `{"step": 3, "time": 1763712000.25, "loss": 0.41}`. A row without a step
 * has its row number, from 0. Takes non-finite numbers as text, and as the bare tokens that Python writes.
 */
export function parseStatisticsJsonl(text: string, into: SeriesCollector): StatisticsDamage {
  const badLines: number[] = [];
  const textNames = new Set<string>();
  const lines = text.split("\n");
  const torn = lines.at(-1) !== "" && parseRow(lines.at(-1)!) === null;
  if (torn) lines.pop();
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const row = parseRow(line);
    if (row) addRow(row, rows++, into, textNames);
    else badLines.push(index + 1);
  }
  return { badLines, torn, textNames: [...textNames] };
}

/** Reads a table with a header line. The step is a column `step`, `epoch` or `iteration`, else the row number. */
export function parseStatisticsCsv(text: string, into: SeriesCollector): StatisticsDamage {
  const [header, ...records] = parseCsv(text);
  const badLines: number[] = [];
  const textNames = new Set<string>();
  const torn =
    records.length > 0 && !text.endsWith("\n") && records.at(-1)!.length < header!.length;
  if (torn) records.pop();
  for (const [index, record] of records.entries()) {
    if (record.length !== header!.length) badLines.push(index + 2);
    else addRow(zip(header!, record.map(csvValue)), index, into, textNames);
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

function addRow(row: Row, rowNumber: number, into: SeriesCollector, textNames: Set<string>): void {
  const stepName = STEP_NAMES.find((name) => typeof row[name] === "number");
  const timeName = TIME_NAMES.find((name) => typeof row[name] === "number");
  const step = stepName ? (row[stepName] as number) : rowNumber;
  const time = timeName ? (row[timeName] as number) : NaN;
  eachNumber(row, textNames, (name, value) => {
    if (name !== stepName && name !== timeName) into.add(name, step, time, value);
  });
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

/** Splits comma-separated text (RFC 4180) into records of fields; empty lines are passed over. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  for (const line of csvLines(text)) if (line !== "") records.push(csvFields(line));
  return records;
}

const CSV_LINE = /(?:"(?:[^"]|"")*"|[^"\n])+/g;
const CSV_FIELD = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g;

function csvLines(text: string): string[] {
  const clean = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return clean.includes('"') ? (clean.match(CSV_LINE) ?? []) : clean.split("\n");
}

function csvFields(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(CSV_FIELD)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}
