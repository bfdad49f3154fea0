import { setImmediate as nextTurn } from "node:timers/promises";
import { orAborted } from "../or-aborted.js";

/** How far a load is, in runs that have to be read. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface LoadOptions {
  /** Ends the load; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Is told how far a load is that has runs to read: about ten times a second, and when all of them are read. */
  readonly onProgress?: (progress: Progress) => void;
}

/** The event loop is let go on after so long, in milliseconds. */
const SLICE_MS = 20;
/** Progress is told this often, in milliseconds. */
const TELL_MS = 100;

/** Is told of one load. */
export interface LoadListener {
  readonly onProgress: (progress: Progress) => void;
  /** The load has failed, or was ended. */
  readonly onFailure?: () => void;
}

let listen: (() => LoadListener) | undefined;

/** Has somebody listen, to each apart, to the loads that have no `onProgress` of their own, as a notebook does. */
export function tellProgress(toEach: () => LoadListener): void {
  listen = toEach;
}

/** Lets a load be watched and ended. */
export class LoadControl {
  readonly #signal: AbortSignal | undefined;
  readonly #listener: LoadListener | undefined;
  #sliceEnd = performance.now() + SLICE_MS;
  #nextTell = performance.now() + TELL_MS;

  constructor({ signal, onProgress }: LoadOptions) {
    this.#signal = signal;
    this.#listener = onProgress ? { onProgress } : listen?.();
    signal?.throwIfAborted();
  }

  /** When it is time to breathe, by `performance.now()`. */
  get sliceEnd(): number {
    return this.#sliceEnd;
  }

  /** Lets the event loop go on where it is time to. Throws the signal's reason where the load was ended. */
  async breathe(progress?: Progress): Promise<void> {
    this.#signal?.throwIfAborted();
    if (performance.now() < this.#sliceEnd) return;
    this.#report(progress);
    await nextTurn();
    this.#sliceEnd = performance.now() + SLICE_MS;
    this.#signal?.throwIfAborted();
  }

  /** Waits for others, who say meanwhile how far they are. */
  async waitFor<T>(result: Promise<T>, progress: () => Progress | undefined): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const failed = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        try {
          this.#report(progress());
        } catch (error) {
          reject(error); // whoever is told of the progress has thrown it
        }
      }, TELL_MS);
    });
    try {
      return await orAborted(Promise.race([failed, result]), this.#signal);
    } finally {
      clearInterval(timer);
    }
  }

  /** Tells that everything is read. */
  end({ total }: Progress): void {
    if (total > 0) this.#listener?.onProgress({ done: total, total });
  }

  /** Tells that the load ends before everything is read. */
  fail(): void {
    this.#listener?.onFailure?.();
  }

  #report(progress: Progress | undefined): void {
    if (!progress || performance.now() < this.#nextTell) return;
    this.#nextTell = performance.now() + TELL_MS;
    this.#listener?.onProgress(progress);
  }
}

/** Lets a load be watched and ended while it goes on; who listens to it is told where it fails. */
export async function withControl<T>(
  options: LoadOptions,
  load: (control: LoadControl) => Promise<T>,
): Promise<T> {
  const control = new LoadControl(options);
  try {
    return await load(control);
  } catch (error) {
    control.fail();
    throw error;
  }
}
