import { readParams } from "./baselines.js";
import type { MadeRoot } from "./make-root.js";
import { type Row, runsText } from "./row.js";
import { timeRows } from "./time-rows.js";

/** Loads of a root without statistics against the same reads and stats in a loop. */
export function paramsRows(made: MadeRoot): Promise<Row[]> {
  return timeRows(made, `${runsText(made.paramsFiles.length)}, params only`, {
    read: readParams(made),
    readText: "`readFileSync` of the same files",
    coldBound: 3,
    warmBound: 2,
  });
}
