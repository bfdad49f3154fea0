import { parentPort, type TransferListItem } from "node:worker_threads";
import { encodeSegment } from "../cache/segment.js";
import { Chunks } from "./chunks.js";
import type { ReadResult } from "./segment-reader.js";
import { type Order, workOn } from "./work.js";

/** What a thread is asked to help with. */
export interface Request {
  readonly order: Order;
  readonly chunks: Pick<Chunks, "count" | "size" | "shared">;
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

function help({ order, chunks: { count, size, shared }, owner }: Request): Reply {
  const chunks = new Chunks(count, size, shared);
  const work = workOn(order);
  for (let chunk = chunks.take(owner); chunk; chunk = chunks.take(owner)) {
    work.run(chunk.start, chunk.end);
    chunks.finish(chunk);
  }
  const { segment, ...rest } = work.finish();
  return { parts: segment && encodeSegment(segment), ...rest };
}
