import { statSync } from "node:fs";
import { join } from "node:path";
import { runOf } from "../../frame/run-batch.js";
import { Queue } from "./queue.js";
import { type Segment, SegmentBuilder } from "./segment.js";
import type { SegmentCache } from "./segment-cache.js";
import { Segments } from "./segments.js";

/** Less than this is read again as fast as it is written to the cache and read from there. */
const LEAST_BYTES = 1024 * 1024;
/** To read a run anew takes as long as so many bytes more of one. */
const RUN_BYTES = 16 * 1024;
/** So many bytes may be written to the cache for one that a later load need not read. */
const MOST_WRITTEN = 8;
/** So many rows that do not count are always kept. */
const SPARE_ROWS = 64;
/** More segments are made one. */
const MOST_SEGMENTS = 16;

/** What was read of a root before: by this process, or by any that left it in the cache. */
export class RootMemory {
  readonly #root: string;
  readonly #cache: SegmentCache | null;
  readonly #queue = new Queue();
  #known: Segments | null = null;
  /** What a new process would have to read, for all that is in the cache. */
  #unsavedBytes = 0;

  constructor(root: string, cache: SegmentCache | null) {
    this.#root = root;
    this.#cache = cache;
  }

  get known(): Segments {
    if (!this.#known) {
      this.#known = new Segments();
      for (const segment of this.#cache?.read() ?? []) this.#known.add(segment);
    }
    return this.#known;
  }

  /** Runs what reads or changes the memory over some time when all else of that kind is done. */
  inTurn<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#queue.run(task, signal);
  }

  /**
   * Takes in what a load has read.
   *
   * @param lost - Directories that are no runs any more, even if one of the segments has them.
   */
  add(segments: readonly Segment[], lost: readonly string[]): void {
    for (const segment of segments)
      this.#unsavedBytes += this.known.add(segment) + segment.batch.length * RUN_BYTES;
    for (const directory of lost) this.known.forget(directory);
  }

  /** Lets go what does not count any more, and writes what is new to the cache, where that is worth it. */
  tidy(): void {
    const { liveRows, totalRows, deadBytes, totalBytes } = this.known;
    const isWasteful =
      totalRows > 2 * liveRows + SPARE_ROWS || deadBytes > totalBytes / 2 + LEAST_BYTES;
    if (isWasteful) this.#compact();
    if (this.#cache && this.#isWorthSaving(this.#cache)) this.#save(this.#cache);
  }

  /** Forgets everything, on disk too. */
  clear(): void {
    this.#known = new Segments();
    this.#unsavedBytes = 0;
    this.#cache?.clear();
  }

  #isWorthSaving(cache: SegmentCache): boolean {
    if (this.#unsavedBytes < LEAST_BYTES) return false;
    const unwritten = this.known.all.filter((segment) => !cache.holds(segment));
    const bytes = unwritten.reduce((sum, { notes }) => sum + notes.bytes, 0);
    return MOST_WRITTEN * this.#unsavedBytes >= bytes;
  }

  #save(cache: SegmentCache): void {
    if (this.known.all.length > MOST_SEGMENTS) this.#compact();
    cache.write(this.known.all);
    this.#unsavedBytes = 0;
  }

  /** Makes one segment of all rows that count and whose runs are still there. */
  #compact(): void {
    const builder = new SegmentBuilder(this.#root);
    for (const { segment, row } of this.known.rows()) {
      const run = runOf(segment.batch, row);
      if (isThere(join(this.#root, run.directory))) builder.addRow(run, segment.notes.of(row));
    }
    this.#known = new Segments();
    this.#known.add(builder.finish());
  }
}

function isThere(directory: string): boolean {
  try {
    return statSync(directory, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
