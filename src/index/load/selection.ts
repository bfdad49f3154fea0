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
import type { Segments } from "../cache/segments.js";

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

/** The runs of a selection; one that several marks hold comes several times. */
export function selectRuns(
  layout: RootLayout,
  { marks, failed, tmp }: Selection,
  known: Segments,
  locator: Locator,
  report: ReportProblem,
): WantedRun[] {
  return marks
    ? marks.flatMap((mark) => listMarked(layout, mark, report).map(wantIn(layout)))
    : [
        ...indexedRuns(layout, known, locator, report),
        ...(failed ? listFolder(layout, "fails").map(wantIn(layout)) : []),
        ...(tmp ? listFolder(layout, "tmp").map(wantIn(layout)) : []),
      ];
}

function indexedRuns(
  layout: RootLayout,
  known: Segments,
  locator: Locator,
  report: ReportProblem,
): WantedRun[] {
  return entriesOf(layout.index, report).flatMap((entry) => {
    const name = entry.name.slice(0, -SUFFIX.length);
    const directory = `runs${sep}${name}`;
    const isNamed = entry.isSymbolicLink() && entry.name.endsWith(SUFFIX);
    if (isNamed && (known.find(directory) || locator.hasRun(name)))
      return { directory, link: entry };
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
