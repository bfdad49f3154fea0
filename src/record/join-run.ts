import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { rootLayout } from "../store/layout.js";
import { readRunFile } from "../store/read-run-file.js";
import { readRecordedParams } from "../store/recorded-params.js";
import { RUN_SCHEMA, type Attempt, type RunFile } from "../store/run-file.js";
import { CeterisError } from "../util/error.js";
import { Run, type RunParts } from "./run.js";

/**
 * A further writer to a run that another process records: its statistics go to a file of their own, and what it does
 * at its end leaves the run's status alone.
 *
 * @param directory - The run's; that of the run which `ceteris run` started this process for, where it is not given.
 * @throws CeterisError `RECORD` where there is no such run.
 * @example
 * const run = startRun({ root: "./exman", params: { lr: 0.01 } });
 * const worker = joinRun(run.directory); // in a worker's process
 * worker.log({ worker_loss: 0.4 }, { step: 1 });
 * worker.finish();
 * run.finish();
 */
export function joinRun(directory: string | undefined = process.env["CETERIS_RUN"]): Run {
  if (directory) return new Run({ ...guestParts(resolve(directory)), role: "writer" });
  const message =
    "There is no run to join, CETERIS_RUN is not set; give the run's directory, or start the program by `ceteris run`.";
  throw new CeterisError("RECORD", message);
}

/** What a guest of a run is made of; `directory` is absolute. */
export function guestParts(directory: string): Omit<RunParts, "role"> {
  if (!existsSync(directory))
    throw new CeterisError(
      "RECORD",
      `There is no run to join in ${directory}; give the directory of one.`,
    );
  const { id, params } = readRecordedParams(directory);
  const layout = rootLayout(dirname(dirname(directory)));
  return { layout, id, params, directory, file: guestFile(directory) };
}

/** The attempt that this process belongs to, as running: what a guest has of run.json. */
function guestFile(directory: string): RunFile {
  const started = new Date().toISOString();
  const attempts = Array.from({ length: attemptOf(directory) }, (): Attempt => ({
    started,
    status: "running",
  }));
  return { schema: RUN_SCHEMA, status: "running", attempts };
}

function attemptOf(directory: string): number {
  const told = Number(process.env["CETERIS_ATTEMPT"]);
  if (
    resolve(process.env["CETERIS_RUN"] ?? "") === directory &&
    Number.isSafeInteger(told) &&
    told > 0
  )
    return told;
  return Math.max(1, readRunFile(directory, () => {})?.attempts.length ?? 1);
}
