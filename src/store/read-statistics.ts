import { basename, join } from "node:path";
import { readdirSync } from "node:fs";
import { globSync } from "glob";
import type { Series } from "../util/series.js";
import type { ReportProblem } from "./problem.js";
import {
  parseFinalValues,
  parseStatisticsCsv,
  parseStatisticsJsonl,
  type StatisticsDamage,
} from "./parse-statistics.js";
import { readText } from "./read-text.js";
import { SeriesCollector } from "./series-collector.js";

/** Larger files are refused, in bytes. */
const STATISTICS_LIMIT = 512 * 1024 * 1024;

/** `statistics.jsonl`, and `statistics.<attempt>[.<writer>].jsonl` for later attempts and further writers. */
const OWN_FILE = /^statistics(?:\.(\d+))?(?:\.([^.]+))?\.jsonl$/;

/** Files of other tools, read in this order, before our own. */
const OTHER_FILES = [
  "result.json",
  "results.json",
  "metrics.json",
  "report-last.json",
  "metrics.jsonl",
  "progress.csv",
  "metrics.csv",
];

/**
 * Every statistic that a run directory holds, by name. Values of a later attempt win for the same name and step.
 *
 * @param patterns - Globs relative to the run's directory that replace the known file names.
 */
export function readStatistics(
  directory: string,
  patterns: readonly string[] | null,
  report: ReportProblem,
): Map<string, Series> {
  const collector = new SeriesCollector();
  const files = patterns ? matchingFiles(directory, patterns) : knownFiles(directory, report);
  const finals = files.filter((file) => file.endsWith(".json"));
  const rows = files.filter((file) => !file.endsWith(".json"));
  for (const file of [...rows, ...finals]) readFile(join(directory, file), collector, report);
  return collector.finish();
}

function matchingFiles(directory: string, patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: directory, nodir: true, posix: true }).sort();
}

function knownFiles(directory: string, report: ReportProblem): string[] {
  const present = filesOf(directory, report);
  const own = present.filter((file) => OWN_FILE.test(file)).sort(byAttempt);
  return [...OTHER_FILES.filter((file) => present.includes(file)), ...own];
}

function filesOf(directory: string, report: ReportProblem): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    report(directory, "unreadable", `cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return [];
  }
}

function byAttempt(a: string, b: string): number {
  const attempt = (file: string): number => Number(OWN_FILE.exec(file)?.[1] ?? 1);
  return attempt(a) - attempt(b) || (a < b ? -1 : 1);
}

function readFile(path: string, collector: SeriesCollector, report: ReportProblem): void {
  const text = readText(path, STATISTICS_LIMIT, report);
  if (text === null) return;
  try {
    reportDamage(path, parserOf(path)(text, collector), report);
  } catch (error) {
    report(path, "invalid-statistics", `cannot be read: ${(error as Error).message}`);
  }
}

function parserOf(path: string): (text: string, into: SeriesCollector) => StatisticsDamage {
  if (path.endsWith(".csv")) return parseStatisticsCsv;
  return path.endsWith(".json") ? parseFinalValues : parseStatisticsJsonl;
}

function reportDamage(path: string, damage: StatisticsDamage, report: ReportProblem): void {
  const { badLines, torn, textNames } = damage;
  if (torn)
    report(path, "torn-line", "ends in a line that was not written whole; the line is left out");
  if (badLines.length > 0) {
    report(
      path,
      "invalid-statistics",
      badLines.length === 1
        ? `line ${badLines[0]} holds no row and is left out`
        : `${badLines.length} lines hold no row and are left out, the first is line ${badLines[0]}`,
    );
  }
  if (textNames.length > 0) {
    report(
      path,
      "invalid-statistics",
      `values that are no numbers are left out of ${basename(path)}: ${textNames.join(", ")}`,
    );
  }
}
