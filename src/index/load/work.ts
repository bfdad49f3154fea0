import { statSync } from "node:fs";
import { COMPARED } from "../cache/notes.js";
import { type ReadResult, SegmentReader } from "./segment-reader.js";

/** Runs to read, as a message to a thread has them. */
export interface ReadOrder {
  readonly kind: "read";
  /** Absolute path of the root. */
  readonly root: string;
  readonly patterns: readonly string[] | null;
  /** Directories relative to the root, joined by NUL: one text goes to a thread much faster than many. */
  readonly directories: string;
  /** For each the name of its link in `index/`, or nothing; joined by NUL. */
  readonly links: string;
}

/** Files to compare with their stamps, as a message to a thread has them. */
export interface CheckOrder {
  readonly kind: "check";
  /** Absolute paths, joined by NUL. */
  readonly paths: string;
  /** Size, mtime, ctime and inode of each file, in shared memory. */
  readonly expected: Float64Array;
  /** Is set to 1 where a file is not as expected; in shared memory. */
  readonly isStale: Uint8Array;
}

export type Order = ReadOrder | CheckOrder;

/** What a thread does with the jobs of an order that it takes. */
export interface Work {
  /**
   * Does jobs from `start` on: one at least, and no more after a time by `performance.now()`.
   *
   * @returns the first job that is not done.
   */
  run(start: number, end: number, until: number): number;
  finish(): ReadResult;
}

export function workOn(order: Order): Work {
  return order.kind === "read" ? new ReadWork(order) : new CheckWork(order);
}

/** Reads runs into a segment. */
class ReadWork implements Work {
  readonly #reader: SegmentReader;
  readonly #directories: readonly string[];
  readonly #links: readonly string[];

  constructor({ root, patterns, directories, links }: ReadOrder) {
    this.#reader = new SegmentReader(root, patterns);
    this.#directories = directories.split("\0");
    this.#links = links.split("\0");
  }

  run(start: number, end: number, until: number): number {
    let index = start;
    do {
      this.#reader.read(this.#directories[index]!, this.#links[index]!);
      index += 1;
    } while (index < end && performance.now() < until);
    return index;
  }

  finish(): ReadResult {
    return this.#reader.finish();
  }
}

/** So many files are compared before it is asked for the time. */
const UNTIMED = 16;

/** Compares files with their stamps. */
class CheckWork implements Work {
  readonly #paths: readonly string[];
  readonly #expected: Float64Array;
  readonly #isStale: Uint8Array;

  constructor({ paths, expected, isStale }: CheckOrder) {
    this.#paths = paths.split("\0");
    this.#expected = expected;
    this.#isStale = isStale;
  }

  run(start: number, end: number, until: number): number {
    let index = start;
    do {
      const stop = Math.min(end, index + UNTIMED);
      for (; index < stop; index += 1) if (!this.#isAsExpected(index)) this.#isStale[index] = 1;
    } while (index < end && performance.now() < until);
    return index;
  }

  finish(): ReadResult {
    return { segment: null, loose: [], lost: [], astray: [] };
  }

  #isAsExpected(index: number): boolean {
    const stats = statOrNull(this.#paths[index]!);
    const at = index * COMPARED;
    return (
      stats !== undefined &&
      stats.mtimeMs === this.#expected[at + 1] &&
      stats.ctimeMs === this.#expected[at + 2] &&
      stats.size === this.#expected[at] &&
      stats.ino === this.#expected[at + 3]
    );
  }
}

function statOrNull(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a loop of links, or closed to us: the reader will say
  }
}
