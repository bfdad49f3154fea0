import { parseStatistics } from "./baselines.js";
import type { MadeRoot } from "./make-root.js";
import { inNewProcess, type Load } from "./new-process.js";
import { boundedAt, bytesAtMost, bytesStated, type Row, runsText } from "./row.js";
import { timeRows } from "./time-rows.js";

/** Loads of a root with statistics against the same parsing and stats in a loop. */
export function statisticsRows(made: MadeRoot): Promise<Row[]> {
  return timeRows(made, contents(made), {
    read: parseStatistics(made),
    readText: "`readFileSync` and `JSON.parse` of every line",
    coldBound: 1.5,
    warmBound: null,
  });
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
