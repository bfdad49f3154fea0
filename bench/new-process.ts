import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { dropCache } from "./loads.js";
import type { MadeRoot } from "./make-root.js";
import { median } from "./measure.js";

/** What a process does that loads once: `info` with the root's cache, without one, or the long table with it. */
export type Load = "info" | "uncached" | "statistics";

/** How long the load took, without the start of the process, and the process's peak of memory above an empty one. */
export interface Cost {
  readonly milliseconds: number;
  readonly bytes: number;
}

const PROGRAM = fileURLToPath(new URL("one-load.js", import.meta.url));
const ROUNDS = 3;

/** Medians over processes that load the root; `isCold` takes the cache away from each. */
export function inNewProcess(made: MadeRoot, load: Load, isCold: boolean): Cost {
  const costs = Array.from({ length: ROUNDS }, () => {
    if (isCold) dropCache(made);
    return run(made.root, load);
  });
  const empty = Array.from({ length: ROUNDS }, () => run().peak);
  return {
    milliseconds: median(costs.map(({ milliseconds }) => milliseconds)),
    bytes: median(costs.map(({ peak }) => peak)) - median(empty),
  };
}

function run(...args: string[]): { milliseconds: number; peak: number } {
  const output = execFileSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
  return JSON.parse(output) as { milliseconds: number; peak: number };
}
