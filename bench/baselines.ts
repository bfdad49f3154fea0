import { readFileSync, statSync } from "node:fs";
import { type Job, timed } from "./measure.js";
import type { MadeRoot } from "./make-root.js";

/** Reading the params of every run in a loop: what no reader of them can do without. */
export function readParams({ paramsFiles }: MadeRoot): Job {
  return timed(() => paramsFiles.map((path) => readFileSync(path, "utf8").length));
}

/** Reading the statistics of every run in a loop, and parsing every line as JSON. */
export function parseStatistics({ statisticsFiles }: MadeRoot): Job {
  return timed(() => statisticsFiles.map(parseEveryLine));
}

/** Asking for the size and time of every file: what no reader that notices changes can do without. */
export function statFiles({ paramsFiles, statisticsFiles }: MadeRoot): Job {
  return timed(() => [...paramsFiles, ...statisticsFiles].map((path) => statSync(path).mtimeMs));
}

function parseEveryLine(path: string): unknown[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): unknown => JSON.parse(line));
}
