import { isDeepStrictEqual } from "node:util";
import { reduceSeries } from "../../frame/reduce.js";
import { readChanges } from "../../store/read-run-file.js";
import type { RunStatus } from "../../store/run-file.js";
import { unifiedDiff } from "../../util/unified-diff.js";
import type { Series } from "../../util/series.js";
import type { RunRecord } from "../read-run.js";
import { type Facts, factsOf } from "./facts.js";

/** One of two runs that are compared. */
export interface DiffedRun {
  readonly id: number;
  readonly name: string | null;
  readonly status: RunStatus;
  readonly time: Date | null;
  /** Absolute path of its directory. */
  readonly root: string;
  /** What could not be read of the world when it ran, and why. */
  readonly unread: Readonly<Record<string, string>>;
}

/** Something that differs between two runs; what one of them lacks is undefined. */
export interface Difference<Value> {
  readonly name: string;
  readonly a?: Value;
  readonly b?: Value;
}

/** In what two runs differ on one subject. */
export interface SubjectDifference<Value> {
  /** How many things are the same in both. */
  readonly equal: number;
  readonly different: readonly Difference<Value>[];
  /** Which of the runs recorded nothing of it at all; then nothing is counted as different. */
  readonly missing: readonly ("a" | "b")[];
}

/** A statistic in numbers; those that are not defined are NaN. */
export interface StatisticSummary {
  readonly samples: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
}

/** In what two runs differ. */
export interface RunsDifference {
  readonly a: DiffedRun;
  readonly b: DiffedRun;
  readonly params: SubjectDifference<unknown>;
  readonly command: SubjectDifference<unknown>;
  readonly code: SubjectDifference<unknown>;
  /** How the uncommitted changes of `b` differ from those of `a`, as `diff -u` writes it; empty where they do not. */
  readonly changes: string;
  readonly environment: SubjectDifference<unknown>;
  readonly machine: SubjectDifference<unknown>;
  /** Statistics are equal where all of their samples are. */
  readonly statistics: SubjectDifference<StatisticSummary>;
}

/** Compares two runs, also of two roots, by what lies in their folders. */
export function diffRuns(a: RunRecord, b: RunRecord): RunsDifference {
  const [factsA, factsB] = [factsOf(a), factsOf(b)];
  return {
    a: diffedRun(a),
    b: diffedRun(b),
    params: diffFacts(factsA.params, factsB.params),
    command: diffFacts(factsA.command, factsB.command),
    code: diffFacts(factsA.code, factsB.code),
    changes: unifiedDiff(changesOf(a), changesOf(b)),
    environment: diffFacts(factsA.environment, factsB.environment),
    machine: diffFacts(factsA.machine, factsB.machine),
    statistics: diffStatistics(a.statistics, b.statistics),
  };
}

function diffedRun({ id, name, status, time, root, file }: RunRecord): DiffedRun {
  const unread = Object.entries(file?.unread ?? {}).filter(([, why]) => typeof why === "string");
  return { id, name, status, time, root, unread: Object.fromEntries(unread) };
}

function changesOf({ root }: RunRecord): string {
  return readChanges(root, () => undefined) ?? "";
}

function diffFacts(a: Facts, b: Facts): SubjectDifference<unknown> {
  if (!a || !b) {
    const missing = [...(a ? [] : (["a"] as const)), ...(b ? [] : (["b"] as const))];
    return { equal: 0, different: [], missing };
  }
  return { ...diffMaps(a, b, isDeepStrictEqual, (value) => value), missing: [] };
}

/** Those that differ in the order of `a`, then those that `b` alone has. */
function diffMaps<Value, Shown>(
  a: ReadonlyMap<string, Value>,
  b: ReadonlyMap<string, Value>,
  areSame: (a: Value, b: Value) => boolean,
  show: (value: Value) => Shown,
): { equal: number; different: Difference<Shown>[] } {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  const isSame = (name: string): boolean =>
    a.has(name) && b.has(name) && areSame(a.get(name)!, b.get(name)!);
  const different = names
    .filter((name) => !isSame(name))
    .map((name) => ({
      name,
      ...(a.has(name) ? { a: show(a.get(name)!) } : {}),
      ...(b.has(name) ? { b: show(b.get(name)!) } : {}),
    }));
  return { equal: names.length - different.length, different };
}

type Statistics = RunRecord["statistics"];

function diffStatistics(a: Statistics, b: Statistics): SubjectDifference<StatisticSummary> {
  const [mapA, mapB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  if ((mapA.size === 0) !== (mapB.size === 0))
    return { equal: 0, different: [], missing: [mapA.size === 0 ? "a" : "b"] };
  return { ...diffMaps(mapA, mapB, areSameSamples, summaryOf), missing: [] };
}

/** The times do not count: no two runs have the same. */
function areSameSamples(a: Series, b: Series): boolean {
  return isDeepStrictEqual([a.step, a.value], [b.step, b.value]);
}

function summaryOf(series: Series): StatisticSummary {
  const reduced = (reducer: "last" | "min" | "max"): number => reduceSeries(series, reducer) ?? NaN;
  return {
    samples: series.value.length,
    last: reduced("last"),
    min: reduced("min"),
    max: reduced("max"),
  };
}
