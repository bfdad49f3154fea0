import { resolve } from "node:path";
import { captureCode } from "../../capture/capture-code.js";
import type { Exit } from "./exit.js";
import { ignoresHangup } from "./hangup.js";
import { makePipes } from "./make-pipes.js";
import type { Recording } from "./recording.js";
import { isOnTerminal } from "./on-terminal.js";

/** What `ceteris run` takes. */
export interface RecordCommandOptions {
  /** The command and its arguments, hyperparameters marked with `~`. */
  readonly words: readonly string[];
  readonly root: string;
  /** Name of the experiment that the run is a trial of. */
  readonly experiment?: string | undefined;
  /** Ends the name of the run's directory. */
  readonly name?: string | undefined;
  readonly tmp?: boolean | undefined;
  /** A recorded run that is run again. */
  readonly config?: string | undefined;
  /** The id of a run of which this is the next attempt. */
  readonly resume?: string | undefined;
  /** A pattern by which numbers are read from the output; "" is the usual one. */
  readonly scalars?: string | undefined;
  /** Refuses where the run would start a new version of its experiment, or cannot be recorded. */
  readonly strict?: boolean | undefined;
  readonly priors?: Readonly<Record<string, string>> | undefined;
  readonly algorithm?: string | undefined;
  /** False to record nothing of the code, the environment and the machine. */
  readonly capture: boolean;
  /** Takes sentences for the person at the terminal. */
  readonly note: (text: string) => void;
  /** Called when the run is made, before the command starts. */
  readonly onStart: (recording: Recording) => void;
}

/**
 * Runs a command and records it. What goes wrong with the recording is a warning; the command runs all the same.
 *
 * @returns how the command ended.
 * @throws CeterisError `USAGE` where the words are wrong, `RUN` where there is no run to be resumed, `EXPERIMENT` under
 * `strict`, `RECORD` where there is no such program, or where a run cannot be resumed.
 */
export async function recordCommand(options: RecordCommandOptions): Promise<Exit> {
  if (ignoresHangup()) process.on("SIGHUP", () => {});
  const root = resolve(options.root);
  const cwd = process.cwd();
  const isNew = options.resume === undefined && options.config === undefined;
  const isHere = options.capture && isNew;
  const code = isHere ? captureCode(cwd, { exclude: [root], command: options.words }) : null;
  const pipes = isOnTerminal() ? null : makePipes();
  const { runRecorded } = await import("./run-recorded.js"); // while git and mkfifo run
  return runRecorded({ ...options, root }, { cwd, code, pipes });
}
