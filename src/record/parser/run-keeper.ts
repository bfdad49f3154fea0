import { addOpenRun, removeOpenRun, type OpenRun, type ProcessEnding } from "../open-runs.js";
import type { Run } from "../run.js";

/** What an experiment that is under way does when the process ends. */
export type Interrupted = (signal: NodeJS.Signals) => void;

/**
 * Ends a parser's run as its process ends: completed with exit code 0, failed with another one, interrupted by a
 * signal. Comes before what a run of `startRun` does, which is interrupted wherever the process ends first.
 */
export class RunKeeper implements OpenRun {
  readonly #run: Run;
  /** Of the experiment that is under way. */
  onInterrupt: Interrupted | null = null;

  constructor(run: Run) {
    this.#run = run;
    removeOpenRun(run);
    addOpenRun(this);
    addOpenRun(run);
  }

  tick(): void {
    // the run has its own
  }

  end(how: ProcessEnding): void {
    this.release();
    if (how.status === "failed") return;
    if (how.signal !== undefined) this.onInterrupt?.(how.signal as NodeJS.Signals);
    else if (how.exitCode === 0) this.#run.end({ status: "completed", exitCode: 0 });
    else this.#fail(how.exitCode);
  }

  /** Leaves the run alone. */
  release(): void {
    removeOpenRun(this);
  }

  #fail(exitCode = 1): void {
    const traceback = `The process ended with exit code ${exitCode}.\n`;
    this.#run.end({ status: "failed", exitCode, traceback });
  }
}
