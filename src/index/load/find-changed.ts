import { sep } from "node:path";
import { PARAMS_FILE, type RootLayout } from "../../store/layout.js";
import { COMPARED } from "../cache/notes.js";
import type { SegmentRow } from "../cache/segment.js";
import type { Segments } from "../cache/segments.js";
import type { LoadControl } from "./control.js";
import type { WantedRun } from "./selection.js";
import { shareOut } from "./share.js";

/** Comparing a file with its stamp takes a few microseconds, a thread some milliseconds to start. */
const SHARING = { chunk: 512, perThread: 5000 };

/** What a load knows of the runs that it wants. */
export interface Compared {
  /** Rows of the runs whose files are, all of them, as they were when they were read. */
  readonly unchanged: readonly SegmentRow[];
  /** The others, and those that were never read. */
  readonly changed: readonly WantedRun[];
}

/** Compares the files of runs with what is known of them. */
export async function findChanged(
  layout: RootLayout,
  wanted: readonly WantedRun[],
  known: Segments,
  control: LoadControl,
): Promise<Compared> {
  const rows = wanted.map(({ directory }) => known.find(directory));
  const isChanged = rows.map((row) => !row?.segment.notes.isSettled(row.row));
  const checks = new Checks(layout, wanted, rows, isChanged);
  await checks.run(control);
  return {
    unchanged: rows.flatMap((row, run) => (isChanged[run] ? [] : row!)),
    changed: wanted.filter((_, run) => isChanged[run]),
  };
}

/** Compares the files of those runs that may be unchanged; notes those that are not. */
class Checks {
  readonly #layout: RootLayout;
  readonly #isChanged: boolean[];
  readonly #paths: string[] = [];
  /** The run that each path belongs to. */
  readonly #runs: number[] = [];
  readonly #expected: Float64Array;

  constructor(
    layout: RootLayout,
    wanted: readonly WantedRun[],
    rows: readonly (SegmentRow | undefined)[],
    isChanged: boolean[],
  ) {
    this.#layout = layout;
    this.#isChanged = isChanged;
    const files = rows.map((row, run) => (isChanged[run] ? 0 : countFiles(row!)));
    this.#expected = sharedFloats(files.reduce((sum, count) => sum + count, 0) * COMPARED);
    for (const [run, row] of rows.entries())
      if (!isChanged[run]) isChanged[run] = !this.#add(run, wanted[run]!, row!);
  }

  async run(control: LoadControl): Promise<void> {
    const count = this.#paths.length;
    if (count === 0) return;
    const expected = this.#expected;
    const isStale = new Uint8Array(new SharedArrayBuffer(count));
    const order = { kind: "check", paths: this.#paths.join("\0"), expected, isStale } as const;
    await shareOut(order, { count, ...SHARING }, control);
    for (let file = 0; file < count; file += 1)
      if (isStale[file] === 1) this.#isChanged[this.#runs[file]!] = true;
  }

  /** False where nothing would tell that a link still stands for the run. */
  #add(run: number, { directory, link }: WantedRun, { segment, row }: SegmentRow): boolean {
    const { notes } = segment;
    const [first, end] = notes.filesOf(row);
    const path = this.#layout.root + sep + directory;
    let isLinkProven = link === null;
    for (let file = first; file < end; file += 1) {
      const name = notes.fileName(file);
      const isLinked = link !== null && name === PARAMS_FILE;
      isLinkProven ||= isLinked;
      notes.copyStamp(file, this.#expected, this.#paths.length * COMPARED);
      this.#runs.push(run);
      this.#paths.push(
        isLinked ? this.#layout.index + sep + link.name : name === "" ? path : path + sep + name,
      );
    }
    return isLinkProven;
  }
}

function countFiles({ segment, row }: SegmentRow): number {
  const [first, end] = segment.notes.filesOf(row);
  return end - first;
}

function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}
