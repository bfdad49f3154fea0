import { parseStatistics, statFiles } from "./baselines.js";
import { again, cold, coldWritingCache, warm } from "./loads.js";
import type { MadeRoot } from "./make-root.js";
import { measure } from "./measure.js";
import { inNewProcess, type Load } from "./new-process.js";
import { ROUNDS, sayTimes } from "./progress.js";
import {
  atMost,
  boundedAt,
  bytesAtMost,
  bytesStated,
  notJudged,
  type Row,
  runsText,
  stated,
} from "./row.js";

/** Loads of a root with statistics against the same parsing and stats in a loop. */
export async function statisticsRows(made: MadeRoot): Promise<Row[]> {
  const runs = made.paramsFiles.length;
  const time = await measure(ROUNDS, {
    parse: parseStatistics(made),
    stat: statFiles(made),
    cold: cold(made),
    coldWritingCache: coldWritingCache(made),
    warm: warm(made),
    again: again(made),
  });
  sayTimes(time);
  const what = contents(made);
  const parse = "`readFileSync` and `JSON.parse` of every line";
  const stat = "`statSync` of the same files";
  return boundedAt(runs, [
    atMost(`cold \`info()\`, no cache, ${what}`, parse, time.cold / time.parse, 1.5),
    notJudged(
      atMost(
        `cold \`info()\` that writes the cache, ${what}`,
        parse,
        time.coldWritingCache / time.parse,
        1.5,
      ),
    ),
    stated(`warm \`info()\`, ${what}`, stat, time.warm / time.stat),
    stated(`\`info()\` again by the same \`Index\`, ${what}`, stat, time.again / time.stat),
  ]);
}

/** The peak of memory of a process that loads the root, by the row that is a run's step. */
export function memoryRows(made: MadeRoot): Row[] {
  const runs = made.paramsFiles.length;
  const what = contents(made);
  const against = "peak memory above the empty process, by run and step";
  const bytes = (load: Load, isCold: boolean): number =>
    inNewProcess(made, load, isCold).bytes / (runs * made.steps);
  return boundedAt(runs, [
    bytesAtMost(`cold \`info()\`, ${what}`, against, bytes("info", true), 200),
    bytesAtMost(`warm \`info()\`, ${what}`, against, bytes("info", false), 200),
    bytesStated(`warm \`statistics()\`, ${what}`, against, bytes("statistics", false)),
  ]);
}

function contents({ paramsFiles, steps }: MadeRoot): string {
  return `${runsText(paramsFiles.length)} × ${steps} steps × 2 statistics`;
}
