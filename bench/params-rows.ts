import { readParams, statFiles } from "./baselines.js";
import { again, cold, coldWritingCache, warm } from "./loads.js";
import type { MadeRoot } from "./make-root.js";
import { measure } from "./measure.js";
import { sayTimes, ROUNDS } from "./progress.js";
import { atMost, boundedAt, notJudged, type Row, runsText, stated } from "./row.js";

/** Loads of a root without statistics against the same reads and stats in a loop. */
export async function paramsRows(made: MadeRoot): Promise<Row[]> {
  const runs = made.paramsFiles.length;
  const time = await measure(ROUNDS, {
    read: readParams(made),
    stat: statFiles(made),
    cold: cold(made),
    coldWritingCache: coldWritingCache(made),
    warm: warm(made),
    again: again(made),
  });
  sayTimes(time);
  const what = `${runsText(runs)}, params only`;
  const read = "`readFileSync` of the same files";
  const stat = "`statSync` of the same files";
  return boundedAt(runs, [
    atMost(`cold \`info()\`, no cache, ${what}`, read, time.cold / time.read, 3),
    notJudged(
      atMost(
        `cold \`info()\` that writes the cache, ${what}`,
        read,
        time.coldWritingCache / time.read,
        3,
      ),
    ),
    atMost(`warm \`info()\`, ${what}`, stat, time.warm / time.stat, 2),
    stated(`\`info()\` again by the same \`Index\`, ${what}`, stat, time.again / time.stat),
  ]);
}
