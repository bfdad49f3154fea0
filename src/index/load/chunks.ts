const CURSOR = 0;
const STOP = 1;
/** Here the counts of done jobs begin, one for each owner; after them come the owners of the chunks. */
const DONE = 2;

/** What several threads share of their work. */
export interface SharedWork {
  /** How many jobs there are. */
  readonly count: number;
  /** Jobs in a chunk; the last one may have less. */
  readonly size: number;
  /** Owners have the numbers from 1 to this. */
  readonly owners: number;
}

/** Jobs from `start` to before `end`. */
export interface Jobs {
  readonly start: number;
  readonly end: number;
}

/**
 * A row of equal jobs that several threads take from, a chunk at a time: whoever is free takes the next, so a thread
 * that starts late, or never, costs nothing. The state is in shared memory. A chunk is its owner's from the instant in
 * which the owner's number stands there, and never before: a thread may be held up anywhere.
 */
export class Chunks implements SharedWork {
  readonly count: number;
  readonly size: number;
  readonly owners: number;
  readonly shared: Int32Array;
  readonly #done: Int32Array;
  /** The owner of each chunk; 0 while it is free. */
  readonly #owner: Int32Array;

  /** @param shared - The state of another thread's chunks; a new one by default. */
  constructor({ count, size, owners }: SharedWork, shared?: Int32Array) {
    this.count = count;
    this.size = size;
    this.owners = owners;
    const words = DONE + owners + Math.ceil(count / size);
    this.shared = shared ?? new Int32Array(new SharedArrayBuffer(words * 4));
    this.#done = this.shared.subarray(DONE, DONE + owners);
    this.#owner = this.shared.subarray(DONE + owners);
  }

  /** How many jobs are done. */
  get done(): number {
    return this.#done.reduce((sum, _, index) => sum + Atomics.load(this.#done, index), 0);
  }

  get isStopped(): boolean {
    return Atomics.load(this.shared, STOP) !== 0;
  }

  /** The jobs of the next free chunk, which are the caller's now; null where the end is reached. */
  take(owner: number): Jobs | null {
    while (!this.isStopped) {
      const chunk = Atomics.add(this.shared, CURSOR, 1);
      if (chunk >= this.#owner.length) return null;
      if (this.#claim(chunk, owner)) return this.#jobsOf(chunk);
    }
    return null;
  }

  /** The chunks that others have passed by or given back, one after the other; they are the caller's then. */
  *takeLeft(owner: number): Generator<Jobs> {
    for (let chunk = 0; chunk < this.#owner.length; chunk += 1)
      if (this.#claim(chunk, owner)) yield this.#jobsOf(chunk);
  }

  /** Counts jobs of an owner as done. */
  finish(owner: number, jobs: number): void {
    Atomics.add(this.#done, owner - 1, jobs);
  }

  /** Lets every thread stop soon. */
  stop(): void {
    Atomics.store(this.shared, STOP, 1);
  }

  /** Whether an owner has taken anything. */
  hasTaken(owner: number): boolean {
    return this.#owner.some((_, chunk) => Atomics.load(this.#owner, chunk) === owner);
  }

  /** Gives back all that an owner has taken, done or not; it must take nothing any more. */
  release(owner: number): void {
    Atomics.store(this.#done, owner - 1, 0);
    for (let chunk = 0; chunk < this.#owner.length; chunk += 1)
      Atomics.compareExchange(this.#owner, chunk, owner, 0);
  }

  #claim(chunk: number, owner: number): boolean {
    return Atomics.compareExchange(this.#owner, chunk, 0, owner) === 0;
  }

  #jobsOf(chunk: number): Jobs {
    return { start: chunk * this.size, end: Math.min(this.count, (chunk + 1) * this.size) };
  }
}
