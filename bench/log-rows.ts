import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Run, startRun } from "ceteris";
import { type Job, measure, timed } from "./measure.js";
import { sayTimes } from "./progress.js";
import { startPython } from "./python-worker.js";
import { providePython, type Venv } from "./python.js";
import { atMost, faster, type Row } from "./row.js";

const ROWS = 100_000;
/** More than elsewhere: a round is short, and what else writes to the disk disturbs it. */
const LOG_ROUNDS = 25;
const POINTS = 1_000;
const PYTHON_ROUNDS = 3;

const RECORD_VENV: Venv = {
  name: "bench-record-venv",
  requirements: "requirements-record.txt",
  packages: "MLflow, tensorboardX and trackio",
};
/** The tasks of `python/record.py`. */
const OTHERS = {
  mlflow: "MLflow's `log_metric`, SQLite",
  tensorboard: "tensorboardX's `SummaryWriter.add_scalar`",
  trackio: "trackio's `log`",
};

/** `run.log` against `JSON.stringify` of rows that hold the same. */
export async function logRows(): Promise<Row[]> {
  const values = Array.from({ length: ROWS }, (_, step) => ({
    loss: Math.exp(-step / ROWS),
    accuracy: 1 - Math.exp(-step / ROWS),
  }));
  const moments = values.map((_, step) => ({ step }));
  const rows = values.map((row, step) => ({ step, time: 1763712000.25 + step / 8, ...row }));
  const time = await inFolder((folder) =>
    measure(LOG_ROUNDS, {
      log: withRun(folder, (run) => values.forEach((row, i) => run.log(row, moments[i]))),
      stringify: timed(() => rows.reduce((length, row) => length + JSON.stringify(row).length, 0)),
    }),
  );
  sayTimes(time);
  const what = `\`run.log\`, ${ROWS.toLocaleString("en")} rows × 2 statistics`;
  return [atMost(what, "`JSON.stringify` of the same rows", time.log / time.stringify, 2)];
}

/** `run.log` and the Python client against what Python's other recorders take, a call a point, until all is on the disk. */
export async function pythonLogRows(): Promise<Row[]> {
  providePython(RECORD_VENV);
  const python = startPython("record.py", [String(POINTS)], RECORD_VENV);
  const inPython =
    (task: string): Job =>
    async () =>
      (await python.ask({ task })) as number;
  const points = Array.from({ length: POINTS }, (_, step) => ({ loss: 1 / (step + 1) }));
  try {
    const time = await inFolder((folder) =>
      measure(PYTHON_ROUNDS, {
        log: withRun(folder, (run) => {
          points.forEach((point, step) => run.log(point, { step }));
          run.finish();
        }),
        client: inPython("ceteris"),
        mlflow: inPython("mlflow"),
        tensorboard: inPython("tensorboard"),
        trackio: inPython("trackio"),
      }),
    );
    sayTimes(time);
    const what = `, ${POINTS.toLocaleString("en")} points, with their end`;
    return Object.entries(OTHERS).flatMap(([name, against]) => {
      const other = time[name as keyof typeof OTHERS];
      return [
        faster(`\`run.log\`${what}`, against, other / time.log, 1),
        faster(`\`ceteris.log\` of the Python client${what}`, against, other / time.client, 1),
      ];
    });
  } finally {
    python.stop();
  }
}

/** Times the work on a run of its own. */
function withRun(folder: string, work: (run: Run) => void): Job {
  return async () => {
    let run: Run | undefined;
    const milliseconds = await timed(
      () => work(run!),
      () => (run = startRun({ root: join(folder, "exman"), params: {}, capture: false })),
    )();
    run?.finish();
    return milliseconds;
  };
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
