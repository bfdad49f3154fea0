import { globSync } from "glob";
import { CeterisError } from "../util/error.js";
import type { RunFolderRead } from "./file-reader.js";
import { unknownStamp } from "./file-stamp.js";

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
const OTHER: ReadonlySet<string> = new Set(OTHER_FILES);

/** Whether a file holds final values, which are read after all rows. */
export function isFinal(file: string): boolean {
  return file.endsWith(".json");
}

/** The known statistics files among the names in a run's directory, in the order in which they are read. */
export function statisticsFiles(names: readonly string[]): string[] {
  const own = names.filter((name) => name.startsWith("statistics") && OWN_FILE.test(name));
  const others = names.filter((name) => OTHER.has(name));
  if (others.length === 0) return own.length > 1 ? own.sort(byAttempt) : own;
  others.sort((a, b) => OTHER_FILES.indexOf(a) - OTHER_FILES.indexOf(b));
  return finalsLast([...others, ...own.sort(byAttempt)]);
}

/**
 * Refuses globs that would lead out of a run's directory, and so into other runs.
 *
 * @throws CeterisError `USAGE` naming the pattern.
 */
export function checkPatterns(patterns: readonly string[]): void {
  for (const pattern of patterns) {
    const isText = typeof pattern === "string" && pattern !== "";
    const wrong = !isText || /^(?:[/\\!]|[A-Za-z]:)|(?:^|[/\\{,])\.\.(?:$|[/\\},])/.test(pattern);
    if (!wrong) continue;
    throw new CeterisError(
      "USAGE",
      `The pattern ${JSON.stringify(pattern)} of statistics files is none; give globs below a run's directory, such as scores-*.csv or eval/*.csv.`,
    );
  }
}

/** The files that match globs instead, relative to the run's directory, with "/". */
export function matchingFiles(run: RunFolderRead, patterns: readonly string[]): string[] {
  try {
    const options = { cwd: run.directory, nodir: true, posix: true };
    return finalsLast(globSync([...patterns], options).sort());
  } catch (error) {
    const reason = (error as Error).message;
    run.report(run.directory, "unreadable", `cannot be searched for statistics: ${reason}`);
    run.stamps.push(unknownStamp("*"));
    return [];
  }
}

function finalsLast(files: readonly string[]): string[] {
  return [...files.filter((file) => !isFinal(file)), ...files.filter(isFinal)];
}

function byAttempt(a: string, b: string): number {
  const attempt = (file: string): number => Number(OWN_FILE.exec(file)?.[1] ?? 1);
  return attempt(a) - attempt(b) || (a < b ? -1 : 1);
}
