import { readlinkSync } from "node:fs";
import { sep } from "node:path";
import { PARAMS_FILE } from "../../store/layout.js";
import type { Problem } from "../../store/problem.js";
import { locationOf } from "../../store/run-location.js";
import { type PreviousRead, RunReader } from "../../store/run-reader.js";
import { type Segment, SegmentBuilder } from "../cache/segment.js";

/** What was read. */
export interface ReadResult {
  /** Null where nothing was. */
  readonly segment: Segment | null;
  /** Problems of directories that are lost. */
  readonly loose: readonly Problem[];
  /** Directories that could not be read as runs, by any link or none. */
  readonly lost: readonly string[];
  /** Directories that were not read, because the link of their name leads elsewhere or nowhere. */
  readonly astray: readonly string[];
}

/** Reads runs of a root into one segment. */
export class SegmentReader {
  readonly #root: string;
  readonly #reader: RunReader;
  readonly #segment: SegmentBuilder;
  readonly #loose: Problem[] = [];
  readonly #lost: string[] = [];
  readonly #astray: string[] = [];

  constructor(root: string, patterns: readonly string[] | null) {
    this.#root = root;
    this.#reader = new RunReader(patterns);
    this.#segment = new SegmentBuilder(root);
  }

  /**
   * Reads a run.
   *
   * @param directory - Relative to the root.
   * @param link - The link in `index/` that stands for it by its name; "" where another path led to it.
   * @param previous - What was read of it before.
   */
  read(directory: string, link: string, previous?: PreviousRead): void {
    if (link !== "" && !this.#leadsTo(directory, link)) {
      this.#astray.push(directory);
      return;
    }
    const problems: Problem[] = [];
    const readAt = Date.now();
    const location = locationOf(this.#root, directory);
    const run = this.#reader.read(
      location,
      (path, kind, message) => problems.push({ path, kind, message }),
      previous,
    );
    if (run) this.#segment.add(directory, run, problems, readAt);
    else this.#lose(directory, link, problems);
  }

  finish(): ReadResult {
    const segment = this.#segment.length > 0 ? this.#segment.finish() : null;
    return { segment, loose: this.#loose, lost: this.#lost, astray: this.#astray };
  }

  #lose(directory: string, link: string, problems: readonly Problem[]): void {
    if (link !== "") this.#astray.push(directory);
    else {
      this.#lost.push(directory);
      this.#loose.push(...problems);
    }
  }

  /** Whether a link is spelled as exman spells the one to the params of this run. */
  #leadsTo(directory: string, link: string): boolean {
    try {
      const target = readlinkSync(`${this.#root}${sep}index${sep}${link}`);
      return target === `../${directory.replaceAll(sep, "/")}/${PARAMS_FILE}`;
    } catch {
      return false;
    }
  }
}
