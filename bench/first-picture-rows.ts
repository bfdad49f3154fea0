import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.js";
import { PLOTS_VENV, type PlotWorker, PYTHON_ROUNDS } from "./plot-worker.js";
import { sayTimes } from "./progress.js";
import { runPython } from "./python.js";
import { faster, type Row } from "./row.js";

const PROGRAM = fileURLToPath(new URL("first-picture.js", import.meta.url));

/** The first picture that a process draws, without its start and imports, and with them. */
export async function firstPictureRows(chart: string, worker: PlotWorker): Promise<Row[]> {
  const file = worker.specFile(chart);
  const ours = (): string => execFileSync(process.execPath, [PROGRAM, file], { encoding: "utf8" });
  const theirs = (): string => runPython("plots_first.py", [file], PLOTS_VENV);
  const time = await measure(PYTHON_ROUNDS, {
    ours: () => Number(ours()),
    vlConvert: () => Number(theirs()),
    oursWhole: wallTime(ours),
    vlConvertWhole: wallTime(theirs),
  });
  sayTimes(time);
  const against = "vl-convert's";
  return [
    faster(`a process's first PNG, ${chart}`, against, time.vlConvert / time.ours, 1),
    faster(
      `a process's first PNG, ${chart}, with its start and imports`,
      against,
      time.vlConvertWhole / time.oursWhole,
      1,
    ),
  ];
}

function wallTime(work: () => unknown): () => number {
  return () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
}
