import { setImmediate as nextTurn } from "node:timers/promises";

/** How far a load is, in runs that have to be read. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface LoadOptions {
  /** Ends the load; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Is told about ten times a second how far a load is that has many runs to read. */
  readonly onProgress?: (progress: Progress) => void;
}

/** The event loop is let go on after so long, in milliseconds. */
const SLICE_MS = 20;
/** Progress is told this often, in milliseconds. */
const TELL_MS = 100;

let listener: ((progress: Progress) => void) | undefined;

/** Tells somebody of the progress of every load that has no `onProgress` of its own, as a notebook does. */
export function tellProgress(to: (progress: Progress) => void): void {
  listener = to;
}

/** Lets a load be watched and ended. */
export class LoadControl {
  readonly #signal: AbortSignal | undefined;
  readonly #tell: ((progress: Progress) => void) | undefined;
  #sliceEnd = performance.now() + SLICE_MS;
  #nextTell = performance.now() + TELL_MS;
  #hasTold = false;

  constructor({ signal, onProgress }: LoadOptions) {
    this.#signal = signal;
    this.#tell = onProgress ?? listener;
    signal?.throwIfAborted();
  }

  /** Lets the event loop go on where it is time to. Throws the signal's reason where the load was ended. */
  async breathe(progress?: Progress): Promise<void> {
    if (performance.now() < this.#sliceEnd) return;
    this.#report(progress);
    await nextTurn();
    this.#sliceEnd = performance.now() + SLICE_MS;
    this.#signal?.throwIfAborted();
  }

  /** Waits for others, who say meanwhile how far they are. */
  async waitFor<T>(result: Promise<T>, progress: () => Progress | undefined): Promise<T> {
    const timer = setInterval(() => this.#report(progress()), TELL_MS);
    try {
      return await this.#orAborted(result);
    } finally {
      clearInterval(timer);
    }
  }

  /** Tells those who heard of the load that it is done. */
  end({ total }: Progress): void {
    if (this.#hasTold) this.#tell?.({ done: total, total });
  }

  #report(progress: Progress | undefined): void {
    if (!progress || performance.now() < this.#nextTell) return;
    this.#nextTell = performance.now() + TELL_MS;
    this.#hasTold = true;
    this.#tell?.(progress);
  }

  async #orAborted<T>(result: Promise<T>): Promise<T> {
    const signal = this.#signal;
    if (!signal) return result;
    const aborted = new AbortController();
    const ended = new Promise<never>((_, reject) => {
      const onAbort = (): void => reject(signal.reason as Error);
      signal.addEventListener("abort", onAbort, { signal: aborted.signal });
    });
    try {
      return await Promise.race([result, ended]);
    } finally {
      aborted.abort();
    }
  }
}
