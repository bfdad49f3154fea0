import { freshTurn } from "./fresh-turn.js";
import { Interrupted } from "./errors/interrupted.js";

/** Milliseconds that an interrupted cell has for its `finally` blocks. */
const GRACE = 500;

/** The cell that the user waits for. */
let running: RunningCell | undefined;

/**
 * The cell on whose behalf code runs now: the running one, but for what an earlier cell left behind and that goes on
 * after an `await`. AsyncLocalStorage would know it better; on Node 20 it slows every promise of the process, and a
 * termination leaves its books in disorder.
 */
let current: RunningCell | undefined;

export function currentCell(): RunningCell | undefined {
  return current;
}

/** One run of a cell, and what it awaits. */
export class RunningCell {
  readonly #awaited = new Set<(reason: Interrupted) => void>();
  readonly #interrupts = new AbortController();
  readonly #takeInterrupt: () => boolean;
  #stopped = false;
  #end: ((reason: Interrupted) => void) | undefined;
  #lose: ((reason: Interrupted) => void) | undefined;

  /** @param takeInterrupt - True, once, where an interrupt has come that the event loop could not deliver. */
  constructor(takeInterrupt: () => boolean) {
    this.#takeInterrupt = takeInterrupt;
  }

  /**
   * Runs code in a turn of the event loop of its own, as code must that the inspector may terminate. Rejects with
   * `Interrupted` where the cell is interrupted or terminated.
   */
  run<T>(code: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#end = reject;
      void freshTurn()
        .then(() => {
          setRunning(this);
          return code();
        })
        .then((value) => {
          // It may have waited for a child process, which nothing can interrupt.
          if (this.#takeInterrupt()) throw new Interrupted();
          return value;
        })
        .then(resolve, reject);
    });
  }

  /** Is aborted when the cell is interrupted. */
  get interrupted(): AbortSignal {
    return this.#interrupts.signal;
  }

  /** Rejects what the cell awaits; a little later nothing of it can await any more. */
  interrupt(): void {
    this.#interrupts.abort(new Interrupted());
    this.#rejectAwaited();
    setTimeout(() => this.stop(), GRACE).unref();
  }

  /** Ends the cell as interrupted, with all that it left running. */
  stop(): void {
    this.#stopped = true;
    this.#interrupts.abort(new Interrupted());
    this.#rejectAwaited();
    this.#end?.(new Interrupted());
  }

  /** Every frame of the thread was unwound: ends the cell, and what was to answer for it. */
  terminated(): void {
    this.stop();
    setTimeout(() => this.#lose?.(new Interrupted()), GRACE).unref();
  }

  /** Resolves as the answer does; rejects with `Interrupted` where a termination has unwound what was to resolve it. */
  orLost<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#lose = reject;
      answer.then(resolve, reject);
    });
  }

  /** The value to await in the place of the given one; rejects when the cell is interrupted. */
  until(value: unknown): unknown {
    if (this.#isInterruptedHere()) return rejectLater();
    if (!isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.#awaited.add(reject);
      Promise.resolve(value)
        .finally(() => {
          this.#awaited.delete(reject);
          this.#goOn();
        })
        .then(resolve, reject);
    });
  }

  #isInterruptedHere(): boolean {
    if (this.#stopped) return true;
    const isNew = this.#takeInterrupt();
    if (isNew) this.interrupt();
    return isNew;
  }

  /** What awaited a value on behalf of this cell is about to go on, before the next turn of the event loop. */
  #goOn(): void {
    if (current === this) return;
    setCurrent(this);
    process.nextTick(() => setCurrent(running));
  }

  /** No code runs on behalf of this cell but what it left behind. */
  end(): void {
    if (running === this) setRunning(undefined);
  }

  #rejectAwaited(): void {
    for (const reject of this.#awaited) reject(new Interrupted());
    this.#awaited.clear();
  }
}

function setRunning(cell: RunningCell | undefined): void {
  running = cell;
  current = cell;
}

function setCurrent(cell: RunningCell | undefined): void {
  current = cell;
}

/** Not at once: a loop that catches what it awaits would never let the event loop go on. */
function rejectLater(): Promise<never> {
  return new Promise((_resolve, reject) => setImmediate(() => reject(new Interrupted())));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return "then" in value && typeof value.then === "function";
}
