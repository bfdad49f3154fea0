import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { StatisticReducers } from "../../src/frame/runs-table.js";
import type { Problem } from "../../src/store/problem.js";

const FIXTURES = resolve(import.meta.dirname, "../fixtures");

/** A load of a fixture's root and what it has to give. Only the cells, params and series that are named are compared. */
interface ExpectedLoad {
  readonly mark?: string | string[];
  readonly failed?: boolean;
  readonly tmp?: boolean;
  readonly statistics?: StatisticReducers;
  readonly ids: readonly number[];
  readonly columns?: readonly string[];
  /** Of the table, by id and column. */
  readonly cells?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Of single runs, by id. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Pairs of step and value, by id and statistic. */
  readonly series?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Pairs of path (relative to the root) and kind, sorted. */
  readonly problems: readonly (readonly [string, string])[];
}

/** `test/fixtures/<case>/expected.json`. */
export interface Expected {
  readonly about: string;
  /** Where the expected values come from. */
  readonly source: string;
  readonly marks: readonly string[];
  readonly loads: readonly ExpectedLoad[];
}

/** Every folder of `test/fixtures/` that has an `expected.json`. */
export function fixtureCases(): string[] {
  return readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, "expected.json")));
}

/** The root of a fixture. */
export function fixtureRoot(name: string): string {
  return join(FIXTURES, name, "root");
}

/** What a fixture has to give; `$…` objects are the values that JSON lacks. */
export function readExpected(name: string): Expected {
  const text = readFileSync(join(FIXTURES, name, "expected.json"), "utf8");
  return revive(JSON.parse(text), fixtureRoot(name)) as Expected;
}

/** Problems as they stand in `expected.json`. */
export function problemPairs(root: string, problems: readonly Problem[]): [string, string][] {
  const pairs = problems.map(({ path, kind }): [string, string] => [relative(root, path), kind]);
  return pairs.sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function revive(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((item) => revive(item, root));
  if (typeof value !== "object" || value === null) return value;
  const [[key, text] = ["", null]] = Object.entries(value) as [string, string][];
  if (key === "$bigint") return BigInt(text!);
  if (key === "$number") return Number(text);
  if (key === "$date" || key === "$local") return new Date(text!); // $local has no zone
  if (key === "$bytes") return Uint8Array.from(text as unknown as number[]);
  if (key === "$path") return join(root, text!);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, revive(item, root)]),
  );
}
