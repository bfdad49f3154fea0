import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { moveToFails } from "../store/fail-run.js";
import type { Params } from "../store/format-params.js";
import { RUN_FILE, STATISTICS_FILE, TRACEBACK_FILE, type RootLayout } from "../store/layout.js";
import { formatRunFile, type RecordedStatus, type RunFile } from "../store/run-file.js";
import { formatStatisticsLine, StatisticsWriter } from "../store/statistics-writer.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { logLine, type LogOptions, type LogValues } from "./log-line.js";
import { addOpenRun, ignoreSignals, removeOpenRun } from "./open-runs.js";

const FLUSH_MS = 1000;
const HEARTBEAT_MS = 60_000;

/** What a run is made of; `startRun` makes it. */
export interface RunParts {
  readonly layout: RootLayout;
  readonly id: number;
  readonly directory: string;
  readonly params: Params;
  readonly file: RunFile;
}

/**
 * A run that is being recorded. Its methods are synchronous and never throw: what cannot be recorded becomes one
 * warning on stderr, and the experiment goes on.
 */
export class Run {
  readonly id: number;
  /** As they were given to `startRun`. */
  readonly params: Params;
  readonly #layout: RootLayout;
  readonly #writer: StatisticsWriter;
  #directory: string;
  #file: RunFile;
  #flushed: number = Date.now();
  #heartbeat: number = Date.now();
  #warned = false;

  constructor({ layout, id, directory, params, file }: RunParts) {
    this.id = id;
    this.params = params;
    this.#layout = layout;
    this.#directory = directory;
    this.#file = file;
    this.#writer = new StatisticsWriter(join(directory, STATISTICS_FILE));
    addOpenRun(this);
  }

  /** Absolute path of the run's directory: in `runs/`, or in `fails/` after `fail`. */
  get directory(): string {
    return this.#directory;
  }

  /** Path of a file in the run's directory; folders on the way to it are made. */
  path(...parts: string[]): string {
    const path = join(this.#directory, ...parts);
    this.#attempt(() => mkdirSync(dirname(path), { recursive: true }));
    return path;
  }

  /**
   * Records values of one moment, such as `run.log({ loss }, { step: epoch })`. They are in the file within a
   * second, at the latest when the run ends. Where there is no number to record, nothing is written.
   */
  log(values: LogValues, options: LogOptions = {}): void {
    this.#attempt(() => {
      if (!this.#isOpen)
        throw new Error(
          `it is ${this.#file.status}, log(${Object.keys(values).join(", ")}) is ignored`,
        );
      const now = Date.now();
      const { moment, values: numbers, problems } = logLine(values, options, now);
      if (Object.keys(numbers).length > 0)
        this.#writer.append(formatStatisticsLine(moment, numbers));
      if (now - this.#flushed >= FLUSH_MS) this.#flushWithoutTimer();
      if (problems.length > 0) throw new TypeError(problems.join("; "));
    });
  }

  /** Ends the run as completed. Without effect on a run that has ended. */
  finish(): void {
    this.#end("completed");
  }

  /** Ends the run as failed: writes the error to `traceback.txt`, moves the run to `fails/` and removes its links. */
  fail(error: unknown): void {
    if (!this.#isOpen) {
      if (this.#file.status === "completed") this.#warn("it is completed, fail() is ignored");
      return;
    }
    this.#attempt(() =>
      writeFileAtomic(join(this.#directory, TRACEBACK_FILE), `${inspect(error)}\n`),
    );
    this.#end("failed");
    this.#attempt(() => {
      this.#directory = moveToFails(this.#layout, this.#directory);
    });
  }

  /** Ends the run as interrupted, which happens by itself where the process ends first. */
  interrupt(): void {
    this.#end("interrupted");
  }

  /** Flushes, and says once a minute that the process is alive; called once a second. */
  tick(): void {
    const now = Date.now();
    this.#flushed = now;
    this.#attempt(() => this.#writer.flush());
    if (now - this.#heartbeat < HEARTBEAT_MS) return;
    this.#heartbeat = now;
    this.#save({ ...this.#file, heartbeat: new Date(now).toISOString() });
  }

  get #isOpen(): boolean {
    return this.#file.status === "running";
  }

  /** For a program that logs, but never lets the event loop turn. */
  #flushWithoutTimer(): void {
    ignoreSignals();
    this.tick();
  }

  #end(status: RecordedStatus): void {
    if (!this.#isOpen) return;
    removeOpenRun(this);
    this.#attempt(() => this.#writer.close());
    const ended = new Date().toISOString();
    const attempts = this.#file.attempts.map((attempt) => ({ ...attempt, status, ended }));
    this.#save({ ...this.#file, status, attempts, ended });
  }

  #save(file: RunFile): void {
    this.#file = file;
    this.#attempt(() => writeFileAtomic(join(this.#directory, RUN_FILE), formatRunFile(file)));
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#warn(error instanceof Error ? error.message : String(error));
    }
  }

  #warn(message: string): void {
    if (this.#warned) return;
    this.#warned = true;
    process.stderr.write(
      `ceteris: recording run ${this.id} has a problem, the experiment goes on: ${message}\n`,
    );
  }
}
