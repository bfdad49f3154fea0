import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toCSV } from "ceteris";
import type { DrawnChart } from "./drawn-charts.js";
import type { Job } from "./measure.js";
import type { Venv } from "./python.js";
import { startPython } from "./python-worker.js";

/** Where Altair and vl-convert are. */
export const PLOTS_VENV: Venv = {
  name: "bench-plots-venv",
  requirements: "requirements-plots.txt",
  packages: "Altair and vl-convert",
};

/** Rounds of what Python does, too: some of its pictures take seconds. */
export const PYTHON_ROUNDS = 3;

/** What Python can be asked: Altair's specification and its picture, or vl-convert's picture of our specification. */
export type PlotTask = "build" | "picture" | "svg" | "png" | "pdf";

/** One process of Python that draws by turns with this one. */
export interface PlotWorker {
  job(task: PlotTask, chart: string): Job;
  /** What the task makes; nothing of `build`. */
  made(task: PlotTask, chart: string): Promise<Buffer>;
  /** The file of a chart's specification. */
  specFile(chart: string): string;
}

interface Answer {
  readonly milliseconds: number;
  readonly content: string;
}

/** Starts Python with the rows and the specifications of the charts, and ends it after use. */
export async function withPlotWorker<Result>(
  charts: readonly DrawnChart[],
  use: (worker: PlotWorker) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  const specFile = (chart: string): string => join(folder, `${chart}.vl.json`);
  for (const { name, rows, draw } of charts) {
    writeFileSync(join(folder, `${name}.csv`), toCSV(rows));
    writeFileSync(specFile(name), visible(draw().spec));
  }
  const python = startPython("plots.py", [folder], PLOTS_VENV);
  const ask = async (task: PlotTask, chart: string): Promise<Answer> =>
    (await python.ask({ task, chart })) as Answer;
  try {
    return await use({
      job: (task, chart) => async () => (await ask(task, chart)).milliseconds,
      made: async (task, chart) => Buffer.from((await ask(task, chart)).content, "base64"),
      specFile,
    });
  } finally {
    python.stop();
    rmSync(folder, { recursive: true });
  }
}

/** A specification without the marks that only show tooltips: our own pictures leave them out. */
function visible(spec: object): string {
  return JSON.stringify(spec, (_key, value: unknown) =>
    Array.isArray(value)
      ? value.filter((part: { mark?: { style?: string } } | null) => part?.mark?.style !== "hit")
      : value,
  );
}
