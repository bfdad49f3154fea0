import { createRoot } from "../store/create-root.js";
import type { Params } from "../store/format-params.js";
import { openRoot } from "../store/open-root.js";
import {
  BOOLEAN,
  checkOptions,
  checkValue,
  isName,
  TEXT,
  type OptionKinds,
  type ValueKind,
} from "../util/check-options.js";
import { beginAgain, beginRun } from "./begin-run.js";
import type { Run } from "./run.js";
import { adoptRun } from "./surrounding-run.js";

/** What `startRun` takes for a new run. */
export interface StartRunOptions {
  /** The folder that holds all runs; made where it is missing. */
  readonly root: string;
  /** What tells this run from the others: plain data, recorded in `params.yaml`; none, unless they are given. */
  readonly params?: Params;
  /** Ends the name of the run's directory; characters that do not belong in a path become `-`. */
  readonly name?: string;
  /** True for a trial in `tmp/`, which `Index` leaves out unless asked. */
  readonly tmp?: boolean;
  /** False to record nothing of the code, the environment and the machine. */
  readonly capture?: boolean;
}

/** What `startRun` takes for the next attempt of a run. */
export interface ResumeRunOptions {
  /** The folder that holds all runs. */
  readonly root: string;
  /** The run's number, its directory's name, or a unique prefix of that. */
  readonly resume: number | string;
  /** Those that are recorded, where they are given. */
  readonly params?: Params;
  /** False to record nothing of the code, the environment and the machine. */
  readonly capture?: boolean;
}

/**
 * Starts to record a run in a folder of its own, or the next attempt of one. The code, the environment and the machine
 * are read meanwhile, once for a process and its working directory, and come into `run.json` when they are known; a
 * program that ends before waits for them, five seconds at the most.
 *
 * In a program that `ceteris run` started with the same root, the first call makes no second run: it gives the run
 * that there is, and adds to it the params that it lacks. A param that contradicts one of that run tells that another
 * run is meant, which is then made.
 *
 * @throws CeterisError `ROOT` where the root cannot be made, or is not there to resume a run of; `RECORD` where a param
 * cannot be recorded, or a run to be resumed is running, is completed or has other params; `RUN` where that is not there;
 * `USAGE` for an option that does not exist or is of a wrong kind.
 * @example
 * const run = startRun({ root: "./exman", params: { lr: 0.01, seed: 1 } });
 * for (let epoch = 0; epoch < 10; epoch += 1) run.log({ loss: 1 / (epoch + 1) }, { step: epoch });
 * run.finish();
 */
export function startRun(options: StartRunOptions | ResumeRunOptions): Run {
  if ("resume" in options) checkOptions("startRun", options, RESUME_OPTIONS);
  else checkOptions("startRun", options, START_OPTIONS);
  checkValue("The root of startRun", options.root, TEXT);
  const { root, ...given } = options;
  if ("resume" in given) return beginAgain(openRoot(root), given);
  const { params = {}, ...place } = given;
  const layout = createRoot(root);
  return adoptRun(layout, params) ?? beginRun(layout, { ...place, params });
}

const PARAMS: ValueKind = {
  accepts: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  remedy: "give an object with a value for each name",
};

const RUN_ID: ValueKind = {
  accepts: (value) => typeof value === "number" || isName(value),
  remedy: "give a run's number, its directory's name, or a unique prefix of that",
};

const START_OPTIONS: OptionKinds<StartRunOptions> = {
  root: TEXT,
  params: PARAMS,
  name: TEXT,
  tmp: BOOLEAN,
  capture: BOOLEAN,
};

const RESUME_OPTIONS: OptionKinds<ResumeRunOptions> = {
  root: TEXT,
  resume: RUN_ID,
  params: PARAMS,
  capture: BOOLEAN,
};
