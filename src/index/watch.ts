import { isDeepStrictEqual } from "node:util";
import type { ColumnTable } from "arquero";
import { type BatchRuns, runOf } from "../frame/run-batch.js";
import { runsTable } from "../frame/runs-table.js";
import type { OptionKinds, ValueKind } from "../util/check-options.js";
import { pause } from "../util/pause.js";
import type { Progress } from "./load/control.js";
import {
  INFO_OPTIONS,
  type InfoOptions,
  type StatisticsOptions,
  STATISTICS_OPTIONS,
} from "./options.js";

export interface WatchOptions extends Omit<InfoOptions, "signal"> {
  readonly mark?: string | readonly string[];
  /** Seconds between two looks at the files; 2 by default. */
  readonly every?: number;
  /** Ends the watch, after a last look: the loop over it then ends as well. */
  readonly signal?: AbortSignal;
}

/** Seconds between two looks at something. A timer cannot wait longer than some weeks. */
export const SECONDS: ValueKind = {
  accepts: (value) => typeof value === "number" && value > 0 && value <= 86_400,
  remedy: "give seconds, more than 0 and at most 86400 (a day)",
};

export const WATCH_OPTIONS: OptionKinds<WatchOptions> = {
  ...INFO_OPTIONS,
  mark: STATISTICS_OPTIONS.mark,
  every: SECONDS,
};

export const EVERY = 2;

let interruption: (() => AbortSignal | undefined) | undefined;

/** Has the watches that begin later end, with its reason, when a signal is aborted: as a notebook's for an interrupt. */
export function endWatches(at: () => AbortSignal | undefined): void {
  interruption = at;
}

/** A look is followed by a rest of at least so many times its own time, however many runs there are. */
const REST = 4;

/**
 * Looks at the files again and again, and gives the table each time that it has changed, or that a run's statistics
 * have. It asks each file, as every load does, and waits for no message of the system: network disks send none of what
 * other machines write.
 *
 * @param load - Loads the runs; those that have not changed come from memory.
 */
export async function* watchRuns(
  load: (options: StatisticsOptions) => Promise<BatchRuns>,
  { every = EVERY, signal, statistics, ...selection }: WatchOptions,
): AsyncGenerator<ColumnTable, void, undefined> {
  const interrupted = interruption?.();
  const given = { ...selection, ...(interrupted ? { signal: interrupted } : {}) };
  const ends = AbortSignal.any([signal, interrupted].filter((each) => each !== undefined));
  let seen: BatchRuns | undefined;
  for (let isLast = false; !isLast;) {
    isLast = signal?.aborted ?? false;
    const begin = performance.now();
    const runs = await load(seen ? { onProgress: ignore, ...given } : given);
    const next = Math.max(begin + every * 1000, begin + (1 + REST) * (performance.now() - begin));
    if (!seen || !areSame(seen, runs)) {
      seen = runs;
      yield runsTable(runs, statistics);
    }
    if (!isLast) await pause(next - performance.now(), ends);
    interrupted?.throwIfAborted();
  }
}

/** A notebook shows the progress of loads that nobody listens to; of many small ones, one after the other, it should not. */
function ignore(_progress: Progress): void {}

/** Whether two loads have found the same runs, with the same params, statistics and states. */
function areSame(before: BatchRuns, now: BatchRuns): boolean {
  return (
    before.row.length === now.row.length &&
    now.row.every((_, run) => before.status[run] === now.status[run] && isSameRun(before, now, run))
  );
}

/** What was not read again is in the same place of the same batch. */
function isSameRun(before: BatchRuns, now: BatchRuns, run: number): boolean {
  const [beforeBatch, nowBatch] = [batchOf(before, run), batchOf(now, run)];
  const [beforeRow, nowRow] = [before.row[run]!, now.row[run]!];
  if (beforeBatch === nowBatch && beforeRow === nowRow) return true;
  return isDeepStrictEqual(runOf(beforeBatch, beforeRow), runOf(nowBatch, nowRow));
}

function batchOf({ batches, batch }: BatchRuns, run: number): BatchRuns["batches"][number] {
  return batches[batch[run]!]!;
}
