import { hostname } from "node:os";
import { createRoot } from "../store/create-root.js";
import { createRun } from "../store/create-run.js";
import type { Params } from "../store/format-params.js";
import { RUN_SCHEMA, type RunFile } from "../store/run-file.js";
import { Run } from "./run.js";

/** What `startRun` takes. */
export interface StartRunOptions {
  /** The folder that holds all runs; made where it is missing. */
  readonly root: string;
  /** What tells this run from the others: plain data, recorded in `params.yaml`. */
  readonly params: Params;
  /** Ends the name of the run's directory; characters that do not belong in a path become `-`. */
  readonly name?: string;
  /** True for a trial in `tmp/`, which `Index` leaves out unless asked. */
  readonly tmp?: boolean;
}

/**
 * Starts to record a run in a folder of its own.
 *
 * @throws CeterisError `ROOT` where the root cannot be made, `RECORD` where a param cannot be recorded.
 * @example
 * const run = startRun({ root: "./exman", params: { lr: 0.01, seed: 1 } });
 * for (let epoch = 0; epoch < 10; epoch += 1) run.log({ loss: 1 / (epoch + 1) }, { step: epoch });
 * run.finish();
 */
export function startRun({ root, params, ...options }: StartRunOptions): Run {
  const layout = createRoot(root);
  const time = new Date();
  const file = newRunFile(time);
  const { id, directory } = createRun(layout, { params, file, time, ...options });
  return new Run({ layout, id, directory, params, file });
}

function newRunFile(time: Date): RunFile {
  const started = time.toISOString();
  return {
    schema: RUN_SCHEMA,
    status: "running",
    attempts: [{ started, status: "running" }],
    command: process.argv,
    host: hostname(),
    pid: process.pid,
    started,
  };
}
