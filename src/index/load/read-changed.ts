import { runOf } from "../../frame/run-batch.js";
import type { RootLayout } from "../../store/layout.js";
import type { PreviousRead } from "../../store/run-reader.js";
import type { SegmentRow } from "../cache/segment.js";
import type { Segments } from "../cache/segments.js";
import type { LoadControl, Progress } from "./control.js";
import type { WantedRun } from "./selection.js";
import { type ReadResult, SegmentReader } from "./segment-reader.js";
import { shareOut } from "./share.js";

/** Reading a run takes some ten microseconds, a thread some milliseconds to start. */
const SHARING = { chunk: 32, perThread: 1000 };
/** More runs that have changed are read anew, by all threads; what was read of them before is known to this one only. */
const MOST_RESUMED = 1000;

/** Reads runs; those that were read before from where that ended. */
export async function readChanged(
  { root }: RootLayout,
  runs: readonly WantedRun[],
  patterns: readonly string[] | null,
  known: Segments,
  control: LoadControl,
): Promise<ReadResult[]> {
  const before = runs.filter(({ directory }) => known.find(directory));
  const isResumed = before.length <= MOST_RESUMED;
  const fresh = isResumed ? runs.filter(({ directory }) => !known.find(directory)) : runs;
  const progress = (done: number): Progress => ({ done, total: runs.length });
  const results: ReadResult[] = [];
  if (isResumed && before.length > 0) {
    const reader = new SegmentReader(root, patterns);
    for (const [done, { directory, link }] of before.entries()) {
      reader.read(directory, link?.name ?? "", previousOf(known.find(directory)!));
      await control.breathe(progress(done));
    }
    results.push(reader.finish());
  }
  if (fresh.length > 0) {
    const directories = fresh.map(({ directory }) => directory).join("\0");
    const links = fresh.map(({ link }) => link?.name ?? "").join("\0");
    const order = { kind: "read", root, patterns, directories, links } as const;
    const told = (done: number): Progress => progress(runs.length - fresh.length + done);
    const sharing = { ...SHARING, count: fresh.length, progress: told };
    results.push(...(await shareOut(order, sharing, control)));
  }
  control.end(progress(runs.length));
  return results;
}

function previousOf({ segment, row }: SegmentRow): PreviousRead {
  return {
    files: segment.notes.of(row).files,
    statistics: runOf(segment.batch, row).statistics,
  };
}
