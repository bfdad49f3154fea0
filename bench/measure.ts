import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as (options: { type: "minor" }) => void;

/** Threads of the job before may take so long to end, in milliseconds. */
const PAUSE_MS = 100;

/** Does its work once and tells how many milliseconds that took. */
export type Job = () => number | Promise<number>;

/**
 * A job: the work, after what is not timed. The jobs before it leave it no young garbage and no threads. A whole
 * collection would also drop compiled code whose objects happen to be gone, and measure the compiler.
 */
export function timed(work: () => unknown, prepare: () => unknown = () => {}): Job {
  return async () => {
    await prepare();
    await sleep(PAUSE_MS);
    collectGarbage({ type: "minor" });
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
}

/** Medians, in milliseconds, of jobs that are done by turns, so that what else the machine does hits all alike. */
export async function measure<Name extends string>(
  rounds: number,
  jobs: Readonly<Record<Name, Job>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(jobs) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (const name of names) await jobs[name](); // the first time is compilation's
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) times.get(name)!.push(await jobs[name]());
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<
    Name,
    number
  >;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
