import { join } from "node:path";
import { cold, warm } from "./loads.js";
import type { MadeRoot } from "./make-root.js";
import { measure } from "./measure.js";
import { inNewProcess } from "./new-process.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { pythonTime, runPython } from "./python.js";
import { boundedAt, faster, notJudged, type Row, runsText } from "./row.js";

/** Bounds of how much faster we are, without a cache and with one. */
type Bounds = readonly [cold: number, warm: number];

/** Loads of a root without statistics against Python's exman and pandas. */
export async function pythonParamsRows(made: MadeRoot): Promise<Row[]> {
  const runs = made.paramsFiles.length;
  const time = {
    ...(await ourTimes(made)),
    exman: pythonTime("exman_info.py", [made.root], runs),
    exmanPythonYaml: pythonTime("exman_info.py", [made.root, "--python-yaml"], runs),
    pandas: pythonTime("pandas_info.py", [made.root], runs),
  };
  sayTimes(time);
  const what = `${runsText(runs)}, params only`;
  const exman = "Python's `exman.Index.info()`";
  return boundedAt(runs, [
    ...fasterRows(what, exman, time, time.exman, [50, 200]),
    ...firstRows(what, exman, time, time.exman).map(notJudged),
    ...fasterRows(what, `${exman} without libyaml`, time, time.exmanPythonYaml, [50, 200]).map(
      notJudged,
    ),
    ...fasterRows(what, "pandas over the same files", time, time.pandas, [1, 1]),
  ]);
}

/** Loads of a root with statistics against MLflow and pandas, which give the same table. */
export async function pythonStatisticsRows(made: MadeRoot): Promise<Row[]> {
  const runs = made.paramsFiles.length;
  const database = join(made.root, "mlflow.db");
  runPython("mlflow_write.py", [made.root, database]);
  const time = {
    ...(await ourTimes(made)),
    mlflow: pythonTime("mlflow_search.py", [database], runs),
    pandas: pythonTime("pandas_info.py", [made.root], runs),
  };
  sayTimes(time);
  const what = `${runsText(runs)} × ${made.steps} steps × 2 statistics`;
  return boundedAt(runs, [
    ...fasterRows(what, "`mlflow.search_runs()`, SQLite", time, time.mlflow, [1, 1]),
    ...fasterRows(what, "pandas over the same files", time, time.pandas, [1, 1]),
  ]);
}

interface OurTimes {
  readonly cold: number;
  readonly warm: number;
  readonly newProcessCold: number;
  readonly newProcessWarm: number;
}

async function ourTimes(made: MadeRoot): Promise<OurTimes> {
  const time = await measure(ROUNDS, { cold: cold(made), warm: warm(made) });
  return {
    ...time,
    newProcessCold: inNewProcess(made, "uncached", false).milliseconds,
    newProcessWarm: inNewProcess(made, "info", false).milliseconds,
  };
}

function fasterRows(
  what: string,
  against: string,
  ours: OurTimes,
  theirs: number,
  [coldBound, warmBound]: Bounds,
): Row[] {
  return [
    faster(`cold \`info()\`, ${what}`, against, theirs / ours.cold, coldBound),
    faster(`warm \`info()\`, ${what}`, against, theirs / ours.warm, warmBound),
  ];
}

/** The first load of a process pays for the compilation of its code; the bounds are for those that follow. */
function firstRows(what: string, against: string, ours: OurTimes, theirs: number): Row[] {
  const first = `a process's first \`info()\`, ${what}`;
  return [
    faster(`cold, ${first}`, against, theirs / ours.newProcessCold, 50),
    faster(`warm, ${first}`, against, theirs / ours.newProcessWarm, 200),
  ];
}
