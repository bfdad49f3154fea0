/** A timer that fires later than this was held up by a busy event loop. */
const LATE_MS = 50;
/** What is waited on once more where the event loop was busy: answers that lie in the pipes are still to be read. */
const GRACE_MS = 500;
const MOST_GRACES = 20;

/**
 * One time limit for everything that is read. Time during which the program computes and the event loop does not turn
 * counts only where nothing has answered by then.
 */
export class Deadline {
  /** In milliseconds. */
  readonly limit: number;
  /** True where nothing that is waited for keeps the process alive. */
  readonly isBackground: boolean;
  readonly #waiting: Set<() => void> = new Set();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(limit: number, isBackground = false) {
    this.limit = limit;
    this.isBackground = isBackground;
    this.#arm(limit, MOST_GRACES);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The result, or an error that says that there was none within the limit. */
  within<T>(result: Promise<T>, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.onOver(() => reject(this.error(what)));
      result.then(resolve, reject).finally(stop);
    });
  }

  /** Calls the listener when the time is over; returns what takes it back. */
  onOver(listener: () => void): () => void {
    if (this.#isOver) listener();
    else this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  error(what: string): Error {
    return new Error(`${what} gave no answer within ${this.limit / 1000} s`);
  }

  /** Ends the wait, so that the timer keeps no process alive. */
  clear(): void {
    clearTimeout(this.#timer);
  }

  #arm(milliseconds: number, graces: number): void {
    const due = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      const isLate = performance.now() - due > LATE_MS;
      if (isLate && graces > 0) this.#arm(GRACE_MS, graces - 1);
      else this.#end();
    }, milliseconds);
    if (this.isBackground) this.#timer.unref();
  }

  #end(): void {
    this.#isOver = true;
    for (const listener of this.#waiting) listener();
    this.#waiting.clear();
  }
}
