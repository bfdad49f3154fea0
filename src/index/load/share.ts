import { decodeSegment } from "../cache/segment.js";
import { Chunks } from "./chunks.js";
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

/**
 * Does the jobs of an order, with the help of threads where there are many. A thread that fails loses nothing: what
 * it had taken is done here.
 *
 * @returns what each thread has read.
 */
export async function shareOut(
  order: Order,
  { count, chunk, perThread, progress }: Sharing,
  control: LoadControl,
  threads: readonly Thread[] = helpingThreads(Math.floor(count / perThread)),
): Promise<ReadResult[]> {
  const chunks = new Chunks(count, chunk);
  const { shared, size } = chunks;
  const helpers = threads.map((thread, index) => {
    const owner = SELF + 1 + index;
    return {
      owner,
      reply: thread.ask({ order, chunks: { shared, count, size }, owner }).catch(() => null),
    };
  });
  const work = workOn(order);
  try {
    const present = (): Progress | undefined => progress?.(chunks.done);
    await takeAll(work, chunks, () => control.breathe(present()));
    // A thread that has taken nothing may still be starting: nobody waits for it.
    const busy = helpers.filter(({ owner }) => chunks.takenBy(owner).length > 0);
    const replies = busy.map(
      async ({ owner, reply }) => (await reply) ?? redo(work, chunks, owner),
    );
    const helped = await control.waitFor(Promise.all(replies), present);
    return [work.finish(), ...helped.flatMap((reply) => (reply ? [decode(reply)] : []))];
  } finally {
    chunks.stop();
  }
}

async function takeAll(work: Work, chunks: Chunks, breathe: () => Promise<void>): Promise<void> {
  for (let chunk = chunks.take(SELF); chunk; chunk = chunks.take(SELF)) {
    work.run(chunk.start, chunk.end);
    chunks.finish(chunk);
    await breathe();
  }
}

function redo(work: Work, chunks: Chunks, owner: number): null {
  for (const { start, end } of chunks.takenBy(owner)) work.run(start, end);
  return null;
}

function decode({ parts, ...rest }: Reply): ReadResult {
  return { segment: parts && decodeSegment(parts), ...rest };
}
