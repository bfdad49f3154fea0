import { strictEqual } from "node:assert";
import { decodeSegment } from "../cache/segment.js";
import { Chunks, type Jobs } from "./chunks.js";
import type { LoadControl, Progress } from "./control.js";
import { helpingThreads, type Thread } from "./threads.js";
import type { ReadResult } from "./segment-reader.js";
import { type Order, type Work, workOn } from "./work.js";
import type { Reply } from "./worker.js";

/** How an order is shared out. */
export interface Sharing {
  /** How many jobs the order has. */
  readonly count: number;
  /** Jobs that a thread takes at a time. */
  readonly chunk: number;
  /** Jobs that are worth one more thread. */
  readonly perThread: number;
  /** How far the load is when so many jobs are done; without it nobody is told. */
  readonly progress?: (done: number) => Progress;
}

/** The number by which this thread takes chunks; those of the helping threads follow. */
const SELF = 1;

/** A thread that helps, or may help later. */
interface Helper {
  readonly owner: number;
  /** Null where the thread has failed. */
  readonly reply: Promise<Reply | null>;
}

/**
 * Does the jobs of an order, with the help of threads where there are many. A thread that fails loses nothing: what
 * it had taken is done here. Nor does one that is held up: a chunk is its own, and is waited for, or is done here.
 *
 * @returns what each thread has read.
 */
export async function shareOut(
  order: Order,
  { count, chunk: size, perThread, progress }: Sharing,
  control: LoadControl,
  threads: readonly Pick<Thread, "ask">[] = helpingThreads(Math.floor(count / perThread)),
): Promise<ReadResult[]> {
  const sharing = { count, size, owners: SELF + threads.length };
  const chunks = new Chunks(sharing);
  const helpers = threads.map((thread, index): Helper => {
    const owner = SELF + 1 + index;
    const request = { order, sharing, shared: chunks.shared, owner };
    return { owner, reply: thread.ask(request).catch(() => null) };
  });
  try {
    const work = workOn(order);
    const own = new OwnShare(work, chunks, control, () => progress?.(chunks.done));
    await own.takeAll();
    const replies = await own.gather(helpers);
    strictEqual(chunks.done, count, "a load has left out jobs");
    return [work.finish(), ...replies.map(decode)];
  } finally {
    chunks.stop();
  }
}

/** What this thread does of an order. */
class OwnShare {
  readonly #work: Work;
  readonly #chunks: Chunks;
  readonly #control: LoadControl;
  readonly #progress: () => Progress | undefined;

  constructor(
    work: Work,
    chunks: Chunks,
    control: LoadControl,
    progress: () => Progress | undefined,
  ) {
    this.#work = work;
    this.#chunks = chunks;
    this.#control = control;
    this.#progress = progress;
  }

  /** Does the jobs that no other thread has taken. */
  async takeAll(): Promise<void> {
    for (let jobs = this.#chunks.take(SELF); jobs; jobs = this.#chunks.take(SELF))
      await this.#do(jobs);
    await this.#takeLeft();
  }

  /** Waits for the threads that have taken anything, and does what those had taken that fail. */
  async gather(helpers: readonly Helper[]): Promise<Reply[]> {
    // A thread that has taken nothing may still be starting: nobody waits for it.
    const busy = helpers.filter(({ owner }) => this.#chunks.hasTaken(owner));
    if (busy.length === 0) return [];
    const answers = Promise.all(busy.map(({ reply }) => reply));
    const replies = await this.#control.waitFor(answers, this.#progress);
    for (const [index, { owner }] of busy.entries())
      if (!replies[index]) this.#chunks.release(owner);
    await this.#takeLeft();
    const late = await this.gather(helpers.filter((helper) => !busy.includes(helper)));
    return [...replies.flatMap((reply) => reply ?? []), ...late];
  }

  async #takeLeft(): Promise<void> {
    for (const jobs of this.#chunks.takeLeft(SELF)) await this.#do(jobs);
  }

  async #do({ start, end }: Jobs): Promise<void> {
    for (let next = start; next < end;) {
      const done = this.#work.run(next, end, this.#control.sliceEnd);
      this.#chunks.finish(SELF, done - next);
      next = done;
      await this.#control.breathe(this.#progress());
    }
  }
}

function decode({ parts, ...rest }: Reply): ReadResult {
  return { segment: parts && decodeSegment(parts), ...rest };
}
