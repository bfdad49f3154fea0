import { statSync } from "node:fs";
import { join } from "node:path";
import { runOf } from "../../frame/run-batch.js";
import { type Segment, SegmentBuilder } from "./segment.js";
import type { SegmentCache } from "./segment-cache.js";
import { Segments } from "./segments.js";

/** Less than this is read again as fast as it is written to the cache and read from there. */
const LEAST_RUNS = 64;
const LEAST_BYTES = 1024 * 1024;
/** More segments are made one. */
const MOST_SEGMENTS = 16;

/** What was read of a root before: by this process, or by any that left it in the cache. */
export class RootMemory {
  readonly #root: string;
  readonly #cache: SegmentCache | null;
  #known: Segments | null = null;
  #unsavedRuns = 0;
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

  /** Takes in what a load has read, and writes it to the cache where that is worth it. */
  add(segments: readonly Segment[]): void {
    for (const segment of segments) {
      this.known.add(segment);
      this.#unsavedRuns += segment.batch.length;
      this.#unsavedBytes += segment.notes.bytes;
    }
    if (this.known.totalRows > 2 * this.known.liveRows + LEAST_RUNS) this.#compact();
    if (this.#unsavedRuns >= LEAST_RUNS || this.#unsavedBytes >= LEAST_BYTES) this.#save();
  }

  /** Forgets everything, on disk too. */
  clear(): void {
    this.#known = new Segments();
    this.#cache?.clear();
  }

  #save(): void {
    if (!this.#cache) return;
    if (this.known.all.length > MOST_SEGMENTS) this.#compact();
    this.#cache.write(this.known.all);
    this.#unsavedRuns = 0;
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
