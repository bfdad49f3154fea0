import { parentPort, type TransferListItem } from "node:worker_threads";
import { encodeSegment } from "../cache/segment.js";
import { Chunks, type SharedWork } from "./chunks.js";
import type { ReadResult } from "./segment-reader.js";
import { type Order, workOn } from "./work.js";

/** What a thread is asked to help with. */
export interface Request {
  readonly order: Order;
  readonly sharing: SharedWork;
  /** The state of the chunks. */
  readonly shared: Int32Array;
  /** The number by which the thread takes chunks. */
  readonly owner: number;
}

/** What a thread has read, its segment encoded. */
export interface Reply extends Omit<ReadResult, "segment"> {
  readonly parts: readonly Uint8Array[] | null;
}

parentPort?.on("message", (request: Request) => {
  const reply = help(request);
  const buffers = (reply.parts ?? []).map(({ buffer }) => buffer as TransferListItem);
  parentPort!.postMessage(reply, [...new Set(buffers)]);
});

/** A thread that is to stop looks for it after so long, in milliseconds. */
const SLICE_MS = 20;

function help({ order, sharing, shared, owner }: Request): Reply {
  const chunks = new Chunks(sharing, shared);
  const work = workOn(order);
  for (let jobs = chunks.take(owner); jobs; jobs = chunks.take(owner)) {
    for (let next = jobs.start; next < jobs.end && !chunks.isStopped;) {
      const end = work.run(next, jobs.end, performance.now() + SLICE_MS);
      chunks.finish(owner, end - next);
      next = end;
    }
  }
  const { segment, ...rest } = work.finish();
  return { parts: segment && encodeSegment(segment), ...rest };
}
