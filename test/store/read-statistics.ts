import type { ByteRange } from "../../src/store/byte-range.js";
import { CsvParser } from "../../src/store/csv-parser.js";
import { parseFinalValues } from "../../src/store/final-values.js";
import { JsonlParser } from "../../src/store/jsonl-parser.js";
import { SeriesCollector } from "../../src/store/series-collector.js";
import type { StatisticsDamage } from "../../src/store/statistics-damage.js";
import type { Series } from "../../src/util/series.js";

/** Parses a text in one of the formats. */
export type Parser = (text: string, into: SeriesCollector) => StatisticsDamage;

/** In bytes; far shorter than the limit of a load. */
export const LINE_LIMIT = 1000;

/** The bytes of a text as a file's are handed to a parser. */
export function bytesOf(text: string): ByteRange {
  const bytes = Buffer.from(`${text}\n`);
  return { bytes, start: 0, end: bytes.length - 1 };
}

export const jsonl: Parser = (text, into) =>
  new JsonlParser(LINE_LIMIT).parse(bytesOf(text), into).damage;

export const csv: Parser = (text, into) =>
  new CsvParser(LINE_LIMIT).parse(bytesOf(text), true, into).damage;

/** The same of a run that was ended while it wrote. */
export const endedCsv: Parser = (text, into) =>
  new CsvParser(LINE_LIMIT).parse(bytesOf(text), false, into).damage;

export const finals: Parser = (text, into) => parseFinalValues(text, into);

/** Damage as plain data. */
export interface ShownDamage {
  /** How many lines were left out, and the number of the first, by reason. */
  readonly lines: Readonly<Record<string, readonly [count: number, first: number]>>;
  readonly torn: boolean;
  readonly textNames: readonly string[];
}

export const SOUND: ShownDamage = { lines: {}, torn: false, textNames: [] };

export function showDamage({ lines, torn, textNames }: StatisticsDamage): ShownDamage {
  const shown = [...lines].map(([kind, { count, first }]) => [kind, [count, first]] as const);
  return { lines: Object.fromEntries(shown), torn, textNames: [...textNames] };
}

/** Pairs of step and value by name, and the damage of the last text. */
export function read(
  parser: Parser,
  ...texts: string[]
): Record<string, unknown> & { damage: ShownDamage } {
  const collector = new SeriesCollector();
  const damage = texts.map((text) => parser(text, collector)).at(-1)!;
  const series = [...collector.finish()].map(([name, { step, value }]) => [
    name,
    [...step].map((at, index) => [at, value[index]]),
  ]);
  return {
    ...(Object.fromEntries(series) as Record<string, unknown>),
    damage: showDamage(damage),
  };
}

/** Every step, time and value by name, in the order of the names. */
export function showSeries(statistics: ReadonlyMap<string, Series>): unknown {
  return [...statistics].map(([name, { step, time, value }]) => [
    name,
    [...step],
    [...time],
    [...value],
  ]);
}
