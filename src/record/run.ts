import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import type { World } from "../capture/capture-world.js";
import { redactTraceback } from "../capture/redact/redact-traceback.js";
import { moveToFails } from "../store/fail-run.js";
import type { Params } from "../store/format-params.js";
import { RUN_FILE, TRACEBACK_FILE, type RootLayout } from "../store/layout.js";
import { formatRunFile, withFacts, type RecordedStatus, type RunFile } from "../store/run-file.js";
import { statisticsPath } from "../store/statistics-claim.js";
import { formatStatisticsLine, StatisticsWriter } from "../store/statistics-writer.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { factsOf, keepDiff, recordLate } from "./keep-world.js";
import { logLine, type LogOptions, type LogValues } from "./log-line.js";
import { addOpenRun, ignoreSignals, removeOpenRun } from "./open-runs.js";

const FLUSH_MS = 1000;
const HEARTBEAT_MS = 60_000;

/** What a run is made of; `startRun` and `joinRun` make it. */
export interface RunParts {
  readonly layout: RootLayout;
  readonly id: number;
  readonly directory: string;
  readonly params: Params;
  /** Its last attempt is this one. */
  readonly file: RunFile;
  /** Names the file of statistics, `statistics.<attempt>.<writer>.jsonl`; the next that is free without it. */
  readonly writer?: string;
  /**
   * `recorder` for the process that keeps run.json, which is the usual case; `program` for one that a recorder started;
   * `writer` for a further process, whose end is not the run's.
   */
  readonly role?: "recorder" | "program" | "writer";
}

/** How an attempt ends. */
export interface Ending {
  readonly status: Exclude<RecordedStatus, "running">;
  /** What the program exited with. */
  readonly exitCode?: number;
  /** What the program died of, such as `SIGTERM`. */
  readonly signal?: string;
  /** Why it failed: what `traceback.txt` is to hold. */
  readonly traceback?: string;
}

/**
 * A run that is being recorded. Its methods are synchronous and never throw: what cannot be recorded becomes one
 * warning on stderr, and the experiment goes on.
 */
export class Run {
  readonly id: number;
  /** As the program gave them, or, where it gave none, as they were recorded. */
  readonly params: Params;
  /** Counted from 1; a run that was resumed has several. */
  readonly attempt: number;
  readonly #layout: RootLayout;
  readonly #writer: StatisticsWriter;
  readonly #role: "recorder" | "program" | "writer";
  #directory: string;
  #file: RunFile;
  /** By the computer's clock, which `log` reads anyway. */
  #flushed: number = Date.now();
  /** By one that nobody sets. */
  #heartbeat: number = performance.now();
  #warned = false;

  constructor({ layout, id, directory, params, file, writer, role = "recorder" }: RunParts) {
    this.id = id;
    this.params = params;
    this.attempt = Math.max(1, file.attempts.length);
    this.#layout = layout;
    this.#directory = directory;
    this.#file = file;
    this.#role = role;
    this.#writer = new StatisticsWriter(() => statisticsPath(directory, this.attempt, writer));
    addOpenRun(this);
  }

  /** Absolute path of the run's directory: in `runs/`, or in `fails/` after `fail`. */
  get directory(): string {
    return this.#directory;
  }

  /** Path of a file in the run's directory; folders on the way to it are made. */
  path(...parts: string[]): string {
    const path = join(this.#directory, ...parts);
    this.#attempt(() => {
      statSync(this.#directory); // where it was deleted, it is not to come back empty
      mkdirSync(dirname(path), { recursive: true });
    });
    return path;
  }

  /**
   * Records values of one moment, such as `run.log({ loss }, { step: epoch })`. They are in the file within a
   * second, at the latest when the run ends. Where there is no number to record, nothing is written.
   */
  log(values: LogValues, options: LogOptions = {}): void {
    try {
      this.#log(values, options);
    } catch (error) {
      this.warn(messageOf(error));
    }
  }

  /** Ends the run as completed. Without effect on a run that has ended. */
  finish(): void {
    this.end({ status: "completed" });
  }

  /** Ends the run as failed: writes the error to `traceback.txt`, moves the run to `fails/` and removes its links. */
  fail(error: unknown): void {
    if (this.#file.status === "completed") this.warn("it is completed, fail() is ignored");
    this.end({ status: "failed", traceback: `${inspect(error)}\n` });
  }

  /** Ends the run as interrupted, which happens by itself where the process ends first. */
  interrupt(): void {
    this.end({ status: "interrupted" });
  }

  /** Ends the run as it is told. Without effect on a run that has ended. */
  end({ traceback, ...how }: Ending): void {
    if (!this.#isOpen) return;
    removeOpenRun(this);
    if (traceback !== undefined && this.#role !== "writer")
      this.#attempt(() =>
        writeFileAtomic(join(this.#directory, TRACEBACK_FILE), redactTraceback(traceback)),
      );
    this.#attempt(() => this.#writer.close());
    // While run.json says that it is running, nobody resumes it.
    if (how.status === "failed" && this.#role === "recorder") this.#moveToFails();
    const ending = { ...how, ended: new Date().toISOString() };
    const { attempts } = this.#file;
    const last = { ...attempts.at(-1)!, ...ending };
    this.#save({ ...this.#file, attempts: [...attempts.slice(0, -1), last], ...ending });
  }

  /** Adds facts to run.json. */
  record(facts: Partial<RunFile>): void {
    if (this.#isOpen) this.#save(withFacts(this.#file, facts));
    else this.#recordLate(() => facts);
  }

  /** Records what is known of the world; where the run was deleted or started again since it ended, nothing. */
  recordWorld(world: World): void {
    const makeFacts = (): Partial<RunFile> => factsOf(this.#layout, world);
    if (!this.#isOpen) return this.#recordLate(makeFacts, world);
    this.keepDiff(world);
    this.record(makeFacts());
  }

  /** Writes `changes.diff`. */
  keepDiff(world: World): void {
    this.#attempt(() => keepDiff(this.#directory, world));
  }

  /** Flushes, and says once a minute that the process is alive; called once a second. */
  tick(): void {
    const now = performance.now();
    this.#flushed = Date.now();
    this.#attempt(() => this.#writer.flush());
    if (now - this.#heartbeat < HEARTBEAT_MS) return;
    this.#heartbeat = now;
    this.#save({ ...this.#file, heartbeat: new Date().toISOString() });
  }

  /** Says on stderr what cannot be recorded; the first time only. */
  warn(message: string): void {
    if (this.#warned) return;
    this.#warned = true;
    process.stderr.write(
      `ceteris: recording run ${this.id} has a problem, the experiment goes on: ${message}\n`,
    );
  }

  get #isOpen(): boolean {
    return this.#file.status === "running";
  }

  #log(values: LogValues, options: LogOptions): void {
    if (!this.#isOpen)
      throw new Error(
        `it is ${this.#file.status}, log(${Object.keys(values).join(", ")}) is ignored`,
      );
    const now = Date.now();
    const { moment, values: numbers, problems } = logLine(values, options, now);
    if (Object.keys(numbers).length > 0) this.#writer.append(formatStatisticsLine(moment, numbers));
    // A clock that was set back is far from then, too.
    if (Math.abs(now - this.#flushed) >= FLUSH_MS) this.#flushWithoutTimer();
    if (problems.length > 0) throw new TypeError(problems.join("; "));
  }

  /** For a program that logs, but never lets the event loop turn. */
  #flushWithoutTimer(): void {
    ignoreSignals();
    this.tick();
  }

  #moveToFails(): void {
    this.#attempt(() => {
      this.#directory = moveToFails(this.#layout, this.#directory);
    });
  }

  #recordLate(makeFacts: () => Partial<RunFile>, world?: World): void {
    if (this.#role !== "recorder") return;
    const { attempt } = this;
    const ended = { layout: this.#layout, directory: this.#directory, attempt };
    this.#attempt(() => recordLate(ended, makeFacts, world));
  }

  #save(file: RunFile): void {
    this.#file = file;
    if (this.#role !== "recorder") return;
    this.#attempt(() => writeFileAtomic(join(this.#directory, RUN_FILE), formatRunFile(file)));
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.warn(messageOf(error));
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
