import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { paramsText, statisticsText } from "./run-texts.js";

/** A root that the benchmark made, and its files. */
export interface MadeRoot {
  readonly root: string;
  /** Statistics of each run; 0 where it has none. */
  readonly steps: number;
  readonly paramsFiles: string[];
  readonly statisticsFiles: string[];
}

/** A file's times tell for certain that it did not change only when it was not written just now. */
const SETTLED_MS = 2000;

const STARTED = new Date(2026, 10, 21, 8, 0, 0).getTime();

/**
 * Makes a root in exman's own format in the system's temporary folder, and removes it after use: 18 params a run,
 * and where `steps` is not 0 two statistics at each step.
 */
export async function withRoot<Result>(
  runs: number,
  steps: number,
  use: (made: MadeRoot) => Result | Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    for (const folder of ["runs", "index", "tmp", "marked", "fails"]) mkdirSync(join(root, folder));
    const made = { root, steps, paramsFiles: [], statisticsFiles: [] };
    addRuns(made, runs);
    await settle();
    return await use(made);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Adds runs, as a program that writes into the root does. */
export function addRuns(made: MadeRoot, count: number): void {
  const first = made.paramsFiles.length + 1;
  for (let id = first; id < first + count; id += 1) addRun(made, id);
}

/** Waits until whatever was just written is old enough to be taken from a cache. */
export async function settle(): Promise<void> {
  await sleep(SETTLED_MS);
}

function addRun({ root, steps, paramsFiles, statisticsFiles }: MadeRoot, id: number): void {
  const time = spell(new Date(STARTED + id * 1000));
  const name = `${String(id).padStart(6, "0")}-${time.replace("T", "-").replaceAll(":", "-")}`;
  const directory = join(root, "runs", name);
  const params = join(directory, "params.yaml");
  mkdirSync(directory);
  writeFileSync(params, paramsText(id, name, time));
  symlinkSync(join("..", "runs", name, "params.yaml"), join(root, "index", `${name}.yaml`));
  paramsFiles.push(params);
  if (steps === 0) return;
  const statistics = join(directory, "statistics.jsonl");
  writeFileSync(statistics, statisticsText(id, steps));
  statisticsFiles.push(statistics);
}

function spell(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}
