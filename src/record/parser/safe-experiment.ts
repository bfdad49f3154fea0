import { inspect } from "node:util";
import { LOG_FILE } from "../../store/layout.js";
import { CeterisError } from "../../util/error.js";
import type { Run } from "../run.js";
import { ask } from "./ask.js";
import { KeyboardInterrupt } from "./keyboard-interrupt.js";
import type { ParsedRun } from "./record-parse.js";
import { RunKeeper } from "./run-keeper.js";
import { teeOutput } from "./tee.js";

/** What `safe_experiment` takes. */
export interface SafeExperimentOptions {
  /** True to ask on Ctrl-C whether the run is to be moved to `fails/`. */
  readonly prompt?: boolean;
  /** The answer where none is given within 10 s; true, unless it is given. */
  readonly default?: boolean;
}

/** An experiment: what it logs and saves belongs to the run. */
export type Experiment<T> = (run: Run) => T | PromiseLike<T>;

/**
 * Runs an experiment, and ends its run as it ends: completed; failed, where it throws, with the error in
 * `traceback.txt` and on stdout, and the run moved to `fails/` without its links; or interrupted, where it throws a
 * `KeyboardInterrupt`. Meanwhile `log.txt` takes what the process writes to stdout and stderr.
 *
 * Ctrl-C marks the run as interrupted, with a `traceback.txt`, and ends the process; so does any signal that ends it.
 * A program that handles the signal itself throws a `KeyboardInterrupt` out of the experiment.
 *
 * @returns what the experiment returns; undefined where it was interrupted.
 * @throws what the experiment throws, unless that is a `KeyboardInterrupt` after which the run stays where it is;
 * CeterisError `RECORD` on a second call.
 */
export interface SafeExperiment {
  <T>(experiment: Experiment<T>, options?: SafeExperimentOptions): Promise<T | undefined>;
  /** The run, for a program that does without: it ends with the process, completed where the exit code is 0. */
  readonly run: Run;
}

/** The `safe_experiment` of a parse. */
export function safeExperiment(parsed: ParsedRun): SafeExperiment {
  const { run } = parsed;
  const keeper = new RunKeeper(run);
  let isUsed = false;
  const conductOnce = async <T>(
    experiment: Experiment<T>,
    options: SafeExperimentOptions = {},
  ): Promise<T | undefined> => {
    if (isUsed) throw usedError(run);
    isUsed = true;
    try {
      return await conduct(parsed, experiment, options, keeper);
    } finally {
      keeper.release();
    }
  };
  return Object.assign(conductOnce, { run });
}

async function conduct<T>(
  { run, isAdopted }: ParsedRun,
  experiment: Experiment<T>,
  options: SafeExperimentOptions,
  keeper: RunKeeper,
): Promise<T | undefined> {
  const untee = isAdopted ? nothing : teeOutput(run.path(LOG_FILE), (error) => warn(run, error));
  const interruptIdle = (): void => run.interrupt(); // nothing is left that could let it go on
  keeper.onInterrupt = (signal) => {
    untee();
    conclude(run, new KeyboardInterrupt(signal), options, signal);
  };
  process.on("beforeExit", interruptIdle);
  try {
    const result = await experiment(run);
    untee();
    run.finish();
    return result;
  } catch (error) {
    untee();
    if (conclude(run, error, options)) throw error;
    return undefined;
  } finally {
    process.off("beforeExit", interruptIdle);
  }
}

/** Ends a run that did not come to its end; true where it has failed, which the program is to know. */
function conclude(
  run: Run,
  error: unknown,
  { prompt = false, default: byDefault = true }: SafeExperimentOptions,
  signal?: NodeJS.Signals,
): boolean {
  const isInterrupt = error instanceof KeyboardInterrupt;
  const isFailed = !isInterrupt || (prompt && ask("move to fails?", byDefault));
  const traceback = `${signal === undefined ? inspect(error) : `KeyboardInterrupt: ${signal}`}\n`;
  const status = isFailed ? "failed" : "interrupted";
  run.end({ status, traceback, ...(signal !== undefined && { signal }) });
  process.stdout.write(traceback);
  return isFailed;
}

function nothing(): void {}

function warn(run: Run, error: unknown): void {
  run.warn(error instanceof Error ? error.message : String(error));
}

function usedError(run: Run): CeterisError {
  const remedy = "call parse_args() again for another run";
  return new CeterisError(
    "RECORD",
    `The safe_experiment of run ${run.id} was called before, and has ended the run; ${remedy}.`,
  );
}
