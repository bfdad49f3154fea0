import { orAborted } from "../or-aborted.js";

/** Lets tasks run one after the other, in the order in which they came. */
export class Queue {
  /** How many tasks have not ended. */
  #open = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs a task after those before it; at once where there are none.
   *
   * @param signal - Ends the wait, and the caller's wait for the task, at once; a task that was begun has to end by
   * itself before the next begins.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const result = this.#open > 0 ? runAfter(this.#last, task, signal) : task();
    this.#open += 1;
    const ended = result.finally(() => (this.#open -= 1));
    this.#last = ended;
    return orAborted(ended, signal);
  }
}

async function runAfter<T>(
  before: Promise<unknown>,
  task: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  await Promise.allSettled([before]);
  signal?.throwIfAborted();
  return task();
}
