import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["runs", "index", "marked", "fails", "tmp"];
const LEVELS = ["adam", "sgd", "rmsprop"];

/** Makes an empty root in exman's format. */
export function makeRoot(root: string): string {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  return root;
}

/** The directory name of a run of `addRun`. */
export function runName(id: number): string {
  return `${String(id).padStart(6, "0")}-2026-11-21-10-00-00`;
}

/** Adds a run as exman writes it: directory, params, then the link; returns its directory. */
export function addRun(root: string, id: number, steps = 2): string {
  const directory = join(root, "runs", runName(id));
  mkdirSync(directory);
  if (steps > 0) addRows(directory, id, 0, steps);
  writeFileSync(join(directory, "params.yaml"), paramsText(id));
  symlinkSync(`../runs/${runName(id)}/params.yaml`, join(root, "index", `${runName(id)}.yaml`));
  return directory;
}

export function addRuns(root: string, ids: readonly number[], steps = 2): void {
  for (const id of ids) addRun(root, id, steps);
}

/** Appends rows to the statistics of a run. */
export function addRows(directory: string, id: number, from: number, count: number): void {
  const rows = Array.from({ length: count }, (_, index) => {
    const step = from + index;
    return `{"step": ${step}, "loss": ${1 / (step + id)}, "accuracy": ${Math.sin(step * id)}}\n`;
  });
  appendFileSync(join(directory, "statistics.jsonl"), rows.join(""));
}

export function paramsText(id: number, lr: number = 0.1 / id): string {
  const time = "'2026-11-21T10:00:00'";
  return `hidden:\n- 16\n- ${id % 4}\nlr: ${lr}\noptimizer: ${LEVELS[id % 3]}\nroot: runs/${runName(id)}\nseed: ${id}\ntime: ${time}\nid: ${id}\n`;
}

/** Whole numbers from `first` on. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
