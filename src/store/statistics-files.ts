import { statSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "glob";
import type { RunFolderRead } from "./file-reader.js";
import { stampOf, unknownStamp } from "./file-stamp.js";

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

/** The files that match globs instead, relative to the run's directory, with "/". */
export function matchingFiles(run: RunFolderRead, patterns: readonly string[]): string[] {
  try {
    if (patterns.some((pattern) => pattern.includes("/"))) stampFolders(run);
    const options = { cwd: run.directory, nodir: true, posix: true };
    return finalsLast(globSync([...patterns], options).sort());
  } catch (error) {
    const reason = (error as Error).message;
    run.report(run.directory, "unreadable", `cannot be searched for statistics: ${reason}`);
    run.stamps.push(unknownStamp("*"));
    return [];
  }
}

/** Folders below a run's directory: a file that is new in one changes that folder alone. */
function stampFolders({ directory, stamps }: RunFolderRead): void {
  for (const name of globSync("**/", { cwd: directory, posix: true, dot: true }))
    if (name !== ".") stamps.push(stampOf(name, statSync(join(directory, name))));
}

function finalsLast(files: readonly string[]): string[] {
  return [...files.filter((file) => !isFinal(file)), ...files.filter(isFinal)];
}

function byAttempt(a: string, b: string): number {
  const attempt = (file: string): number => Number(OWN_FILE.exec(file)?.[1] ?? 1);
  return attempt(a) - attempt(b) || (a < b ? -1 : 1);
}
