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

/** The runs whose files are not, all of them, as they were when they were read; those that were never read, too. */
export async function findChanged(
  layout: RootLayout,
  wanted: readonly WantedRun[],
  known: Segments,
  control: LoadControl,
): Promise<WantedRun[]> {
  const changed = new Set<WantedRun>();
  const checks = new Checks(layout);
  for (const run of wanted) {
    const row = known.find(run.directory);
    if (!row?.segment.notes.isSettled(row.row) || !checks.add(run, row)) changed.add(run);
  }
  for (const run of await checks.run(control)) changed.add(run);
  return [...changed];
}

/** Files to compare, all of them in one order. */
class Checks {
  readonly #layout: RootLayout;
  readonly #paths: string[] = [];
  readonly #runs: WantedRun[] = [];
  readonly #files: { readonly row: SegmentRow; readonly file: number }[] = [];

  constructor(layout: RootLayout) {
    this.#layout = layout;
  }

  /** False where nothing would tell that a link still stands for the run. */
  add(run: WantedRun, row: SegmentRow): boolean {
    const { notes } = row.segment;
    const [first, end] = notes.filesOf(row.row);
    let isLinkProven = run.link === null;
    for (let file = first; file < end; file += 1) {
      const name = notes.fileName(file);
      isLinkProven ||= name === PARAMS_FILE;
      this.#paths.push(this.#pathOf(run, name));
      this.#runs.push(run);
      this.#files.push({ row, file });
    }
    return isLinkProven;
  }

  async run(control: LoadControl): Promise<WantedRun[]> {
    const count = this.#paths.length;
    if (count === 0) return [];
    const expected = new Float64Array(
      new SharedArrayBuffer(count * COMPARED * Float64Array.BYTES_PER_ELEMENT),
    );
    for (const [index, { row, file }] of this.#files.entries())
      row.segment.notes.copyStamp(file, expected, index * COMPARED);
    const isStale = new Uint8Array(new SharedArrayBuffer(count));
    const order = { kind: "check", paths: this.#paths.join("\0"), expected, isStale } as const;
    await shareOut(order, { count, ...SHARING }, control);
    return this.#runs.filter((_, index) => isStale[index] === 1);
  }

  #pathOf({ directory, link }: WantedRun, name: string): string {
    const { root, index } = this.#layout;
    if (link !== null && name === PARAMS_FILE) return index + sep + link.name;
    const path = root + sep + directory;
    return name === "" ? path : path + sep + name;
  }
}
