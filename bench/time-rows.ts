import { statFiles } from "./baselines.js";
import { again, cold, coldWritingCache, warm } from "./loads.js";
import type { MadeRoot } from "./make-root.js";
import { type Job, measure } from "./measure.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { atMost, boundedAt, notJudged, type Row, stated } from "./row.js";

/** What the loads of a root are measured against, and how long they may take. */
export interface Baseline {
  /** Reads the files of every run. */
  readonly read: Job;
  readonly readText: string;
  /** How many times as long a load without a cache may take as `read`. */
  readonly coldBound: number;
  /** How many times as long a load from the cache may take as `statSync` of the files; null where that is stated. */
  readonly warmBound: number | null;
}

/** Loads of a root, without a cache and with one, against reads and stats of the same files in a loop. */
export async function timeRows(
  made: MadeRoot,
  what: string,
  { read, readText, coldBound, warmBound }: Baseline,
): Promise<Row[]> {
  const time = await measure(ROUNDS, {
    read,
    stat: statFiles(made),
    cold: cold(made),
    coldWritingCache: coldWritingCache(made),
    warm: warm(made),
    again: again(made),
  });
  sayTimes(time);
  const stat = "`statSync` of the same files";
  const [warmText, warmRatio] = [`warm \`info()\`, ${what}`, time.warm / time.stat];
  return boundedAt(made.paramsFiles.length, [
    atMost(`cold \`info()\`, no cache, ${what}`, readText, time.cold / time.read, coldBound),
    notJudged(
      atMost(
        `cold \`info()\` that writes the cache, ${what}`,
        readText,
        time.coldWritingCache / time.read,
        coldBound,
      ),
    ),
    warmBound === null
      ? stated(warmText, stat, warmRatio)
      : atMost(warmText, stat, warmRatio, warmBound),
    stated(`\`info()\` again by the same \`Index\`, ${what}`, stat, time.again / time.stat),
  ]);
}
