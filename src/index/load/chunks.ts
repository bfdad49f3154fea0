const CURSOR = 0;
const STOP = 1;
const DONE = 2;
const OWNERS = 3;

/**
 * A row of equal jobs that several threads take from, a chunk at a time: whoever is free takes the next, so a thread
 * that starts late, or never, costs nothing. The state is in shared memory.
 */
export class Chunks {
  readonly shared: Int32Array;
  readonly count: number;
  readonly size: number;

  /** @param shared - The state of another thread's chunks; a new one by default. */
  constructor(count: number, size: number, shared?: Int32Array) {
    this.count = count;
    this.size = size;
    const words = OWNERS + Math.ceil(count / size);
    this.shared = shared ?? new Int32Array(new SharedArrayBuffer(words * 4));
  }

  /** How many jobs are done. */
  get done(): number {
    return Atomics.load(this.shared, DONE);
  }

  /** The jobs from `start` to before `end`, which are the caller's now; null where none are left. */
  take(owner: number): { readonly start: number; readonly end: number } | null {
    if (Atomics.load(this.shared, STOP) !== 0) return null;
    const chunk = Atomics.add(this.shared, CURSOR, 1);
    if (chunk * this.size >= this.count) return null;
    Atomics.store(this.shared, OWNERS + chunk, owner);
    return this.#range(chunk);
  }

  /** Counts jobs as done. */
  finish({ start, end }: { readonly start: number; readonly end: number }): void {
    Atomics.add(this.shared, DONE, end - start);
  }

  /** Lets every thread stop after its present chunk. */
  stop(): void {
    Atomics.store(this.shared, STOP, 1);
  }

  /** What an owner has taken. */
  takenBy(owner: number): { readonly start: number; readonly end: number }[] {
    const owners = this.shared.subarray(OWNERS);
    return Array.from(owners, (_, chunk) => chunk)
      .filter((chunk) => Atomics.load(owners, chunk) === owner)
      .map((chunk) => this.#range(chunk));
  }

  #range(chunk: number): { start: number; end: number } {
    return { start: chunk * this.size, end: Math.min(this.count, (chunk + 1) * this.size) };
  }
}
