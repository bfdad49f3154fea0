import type { Dirent } from "node:fs";
import { basename, relative, sep } from "node:path";
import type { RootLayout } from "../../store/layout.js";
import { listMarked } from "../../store/marks.js";
import type { ReportProblem } from "../../store/problem.js";
import {
  entriesOf,
  isDirectory,
  listFolder,
  type Locator,
  type RunLocation,
} from "../../store/run-location.js";

/** Which runs of a root are loaded. */
export interface Selection {
  /** Only runs below these marks; then `failed` and `tmp` add nothing. */
  readonly marks?: readonly string[];
  /** Add the runs in `fails/`. */
  readonly failed?: boolean;
  /** Add the runs in `tmp/`. */
  readonly tmp?: boolean;
}

/** A run that is wanted. */
export interface WantedRun {
  /** Relative to the root. */
  readonly directory: string;
  /**
   * The link in `index/` that by its name stands for the run. Whether it does is seen when the run is read, or
   * compared with what was read before: by many threads then.
   */
  readonly link: Dirent | null;
}

const SUFFIX = ".yaml";

/** The runs of a selection. */
export function selectRuns(
  layout: RootLayout,
  { marks, failed, tmp }: Selection,
  locator: Locator,
  report: ReportProblem,
): WantedRun[] {
  return marks
    ? markedRuns(layout, marks, report)
    : [
        ...indexedRuns(layout, locator, report),
        ...(failed ? listFolder(layout, "fails", report).map(wantIn(layout)) : []),
        ...(tmp ? listFolder(layout, "tmp", report).map(wantIn(layout)) : []),
      ];
}

/** A run may bear several marks, and a mark may be within another. */
function markedRuns(
  layout: RootLayout,
  marks: readonly string[],
  report: ReportProblem,
): WantedRun[] {
  const tell = marks.length > 1 ? once(report) : report;
  const runs = marks.flatMap((mark) => listMarked(layout, mark, tell).map(wantIn(layout)));
  return marks.length > 1 ? distinctRuns(runs) : runs;
}

/** Reports of each path only the first problem. */
function once(report: ReportProblem): ReportProblem {
  const reported = new Set<string>();
  return (path, kind, message) => {
    if (!reported.has(path)) report(path, kind, message);
    reported.add(path);
  };
}

/** The runs, each directory once. */
function distinctRuns(runs: readonly WantedRun[]): WantedRun[] {
  return [...new Map(runs.map((run) => [run.directory, run])).values()];
}

function indexedRuns(layout: RootLayout, locator: Locator, report: ReportProblem): WantedRun[] {
  return entriesOf(layout.index, report).flatMap((entry) => {
    if (entry.isSymbolicLink() && entry.name.endsWith(SUFFIX))
      return { directory: `runs${sep}${entry.name.slice(0, -SUFFIX.length)}`, link: entry };
    const location = locator.resolve(layout.index, entry, report);
    return location ? wantIn(layout)(location) : [];
  });
}

/** The run that a link stands for after all. */
export function followLink(
  layout: RootLayout,
  link: Dirent,
  locator: Locator,
  report: ReportProblem,
): WantedRun | null {
  const location = locator.resolve(layout.index, link, report);
  return location && wantIn(layout)(location);
}

/** The run where it lies if it has failed since `index/` was listed: it is moved before its link is taken away. */
export function failedSince(
  { fails }: RootLayout,
  { directory }: WantedRun,
  failed: boolean,
): WantedRun | null {
  const name = basename(directory);
  if (!failed || !isDirectory(fails + sep + name)) return null;
  return { directory: basename(fails) + sep + name, link: null };
}

function wantIn({ root }: RootLayout): (location: RunLocation) => WantedRun {
  return ({ directory }) => ({ directory: relative(root, directory), link: null });
}
