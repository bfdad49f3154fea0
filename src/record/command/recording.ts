import { lstatSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Code } from "../../capture/capture-code.js";
import type { WorldOptions } from "../../capture/capture-world.js";
import { createRoot } from "../../store/create-root.js";
import { createRun } from "../../store/create-run.js";
import { LOG_FILE, STATISTICS_FILE, TRACEBACK_FILE, type RootLayout } from "../../store/layout.js";
import type { TrialOf } from "../../store/recorded-facts.js";
import { newRunFile, type RunFile } from "../../store/run-file.js";
import { processStart } from "../../util/process-start.js";
import { NOT_READ_YET } from "../keep-world.js";
import { Run, type RunParts } from "../run.js";
import { thisProcess } from "../this-process.js";
import { paramsVariable } from "./child-params.js";
import type { OnOutput } from "./child.js";
import { statusOf, type Exit } from "./exit.js";
import { LogFile } from "./log-file.js";
import { OutputTail } from "./output-tail.js";
import { PlainLineEnds } from "./plain-line-ends.js";
import type { CommandPlan } from "./plan-command.js";
import type { ScalarReader } from "./scalar-reader.js";
import type { StepScalars } from "./scalar-steps.js";
import { keepScriptConfigs } from "./script-configs.js";

/** How a command is recorded. */
export interface RecordingOptions {
  /** A pattern by which numbers are read from the output; "" is the usual one. */
  readonly scalars?: string | undefined;
  /** False where nothing is found out about the world. */
  readonly capture: boolean;
}

/** How a new run is made. */
export interface NewRecording {
  readonly root: string;
  readonly plan: CommandPlan;
  readonly code: Code;
  readonly how: RecordingOptions;
  readonly name?: string | undefined;
  readonly tmp?: boolean | undefined;
  readonly experiment?: TrialOf | undefined;
}

/** Makes the run of a command. */
export function newRunParts({ root, plan, experiment, ...given }: NewRecording): RunParts {
  const layout = createRoot(root);
  const time = new Date();
  const file = newRunFile(time, {
    ...attemptFacts(plan, given.code, given.how),
    ...(experiment && { experiment }),
    ...(plan.hyperparameters.length > 0 && { hyperparameters: plan.hyperparameters }),
    ...(Object.keys(plan.seeds).length > 0 && { seeds: plan.seeds }),
  });
  const { params } = plan;
  const { name, tmp } = given;
  const run = { params, file, time, ...(name !== undefined && { name }), ...(tmp && { tmp }) };
  return { layout, params, file, ...createRun(layout, run) };
}

/** What run.json says of an attempt at its start. */
export function attemptFacts(
  { recorded, cwd }: CommandPlan,
  { vcs }: Code,
  { scalars, capture }: RecordingOptions,
): Partial<RunFile> {
  const { vcs: _vcs, ...others } = NOT_READ_YET;
  const unread = vcs ? others : NOT_READ_YET;
  const recording = {
    ...(scalars !== undefined && { scalars }),
    ...(!capture && { capture: false }),
  };
  return {
    ...thisProcess(recorded),
    cwd,
    ...(Object.keys(recording).length > 0 && { recording }),
    ...(vcs && { vcs }),
    ...(capture && { unread }),
  };
}

/** Makes what reads numbers from the output. */
export type MakeScalarReader = (
  take: (scalars: StepScalars) => void,
  onError: (message: string) => void,
) => ScalarReader;

/** A command that is being recorded. Nothing of it throws. */
export class Recording {
  readonly run: Run;
  readonly #layout: RootLayout;
  readonly #log: LogFile;
  readonly #lineEnds = new PlainLineEnds();
  readonly #tail = new OutputTail();
  readonly #scalars: ScalarReader | null;
  #isFailed = false;

  constructor(parts: RunParts, plan: CommandPlan, readScalars: MakeScalarReader | null) {
    this.run = new Run(parts);
    this.#layout = parts.layout;
    const warn = (message: string): void => this.run.warn(message);
    this.#log = new LogFile(join(this.run.directory, LOG_FILE), warn);
    const take = ({ step, values }: StepScalars): void => this.run.log(values, { step });
    this.#scalars = readScalars && readScalars(take, warn);
    this.#try(() =>
      keepScriptConfigs(plan.scriptConfigs.files, this.run.directory, this.run.attempt),
    );
  }

  /** What the program finds of its run in its environment. */
  get environment(): Readonly<Record<string, string>> {
    const { attempt, directory } = this.run;
    const name = attempt > 1 ? `statistics.${attempt}.jsonl` : STATISTICS_FILE;
    const statistics = join(directory, name);
    return {
      CETERIS_RUN: directory,
      CETERIS_ROOT: this.#layout.root,
      ...(!this.#isLink(statistics) && { CETERIS_STATISTICS: statistics }),
      CETERIS_ATTEMPT: String(attempt),
      ...this.#params,
    };
  }

  /** True, with a warning, for a link: a program would follow it out of the run. */
  #isLink(path: string): boolean {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    if (isLink) this.run.warn(`${path} is a link, and is not written to; remove it`);
    return isLink;
  }

  get #params(): Readonly<Record<string, string>> {
    const { directory, params } = this.run;
    const text = this.#try(() => paramsVariable(params, directory));
    return text === undefined ? {} : { CETERIS_PARAMS: text };
  }

  /** `run 154  exman/runs/000154-…`: how a person finds it. */
  get title(): string {
    return `run ${this.run.id}  ${this.place}`;
  }

  /** The run's directory, from the working directory where it lies below that. */
  get place(): string {
    const shown = relative(process.cwd(), this.run.directory);
    return shown.startsWith("..") ? this.run.directory : shown;
  }

  /** True once the run has ended as failed. */
  get isFailed(): boolean {
    return this.#isFailed;
  }

  /** Gives the descriptor of log.txt, open to append; null where it cannot be written. */
  readonly log = (): number | null => this.#log.descriptor;

  /** Records the process of a program that goes on where this process is killed. */
  readonly onKept = (pid: number): void => {
    const start = processStart(pid);
    this.run.record({ program: { pid, ...(start !== null && { processStart: start }) } });
  };

  readonly onOutput: OnOutput = (bytes, stream) => {
    this.#log.write(stream === "terminal" ? this.#lineEnds.next(bytes) : bytes);
    if (stream !== "stdout") this.#tail.add(bytes);
    this.#scalars?.write(bytes, stream);
  };

  /** Records what is found out about the world while the program runs. */
  async observe(options: WorldOptions): Promise<void> {
    const { captureWorld } = await import("../../capture/capture-world.js");
    this.run.recordWorld(await captureWorld(options));
  }

  /** Ends the run as its program did; one that exits with 0 and leaves a traceback has failed. */
  end(exit: Exit, why: string): void {
    this.#scalars?.close();
    this.#log.write(this.#lineEnds.rest());
    this.#log.close();
    const left = this.#leftTraceback();
    const status = left && exit.exitCode === 0 ? "failed" : statusOf(exit);
    this.#isFailed = status === "failed";
    const tail = this.#tail.text();
    const told = tail.trim() === "" ? `${why}\n` : tail;
    const traceback = status === "failed" && !left ? { traceback: told } : {};
    this.run.end({ status, ...exit, ...traceback });
  }

  /** True for a program's own traceback, which is better than the end of its output. */
  #leftTraceback(): boolean {
    const path = join(this.run.directory, TRACEBACK_FILE);
    return this.#try(() => statSync(path, { throwIfNoEntry: false })?.isFile()) ?? false;
  }

  #try<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.run.warn(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}
