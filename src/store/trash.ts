import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import { CeterisError } from "../util/error.js";
import { moveDirectory } from "../util/move-directory.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { createCache } from "./create-root.js";
import { linkRun } from "./create-run.js";
import { attempt } from "./delete-run.js";
import { RUN_FOLDERS, type RootLayout, type RunFolder } from "./layout.js";
import { addMark } from "./marks.js";
import { textIn } from "./read-text.js";
import { marksIn, removeLinks, type RunLink } from "./run-links.js";
import { entriesOf, type RunLocation } from "./run-location.js";
import { parseRunName } from "./run-name.js";

/** A run that was deleted with its files, and lies in the trash. */
export interface TrashedRun {
  /** Absolute path of its directory there. */
  readonly directory: string;
  /** Where it lay. */
  readonly folder: RunFolder;
  readonly deleted: Date;
  /** Whether `index/` linked it. */
  readonly listed: boolean;
  /** Keys of the marks that it bore. */
  readonly marks: readonly string[];
}

const NOTE_FILE = "trash.json";
/** In bytes. */
const NOTE_LIMIT = 1024 * 1024;

/**
 * Moves a run's directory to the trash in `.ceteris/`, then removes its links in `index/` and in the marks. The links go
 * last, so that a run that cannot be moved stays listed. A directory that is a link is moved as a link.
 *
 * @param links - All links of the run.
 * @throws CeterisError `RUN` where the system refuses.
 */
export function trashRun(
  layout: RootLayout,
  { directory, folder }: RunLocation,
  links: readonly RunLink[],
  now: Date = new Date(),
): TrashedRun {
  const run = basename(directory);
  const listed = links.some(({ key }) => key === null);
  const note = { deleted: now, folder, listed, marks: marksIn(links) };
  return attempt(`${run} cannot be moved to the trash`, () => {
    const entry = join(trashOf(layout), `${now.toISOString().replaceAll(/[:.]/g, "-")}-${run}`);
    makeTrash(layout);
    mkdirSync(entry);
    moveInto(entry, directory, note);
    removeLinks(layout, directory, links);
    return { directory: join(entry, run), ...note };
  });
}

function makeTrash(layout: RootLayout): void {
  createCache(layout);
  refuseLink(layout);
  mkdirSync(trashOf(layout), { recursive: true });
}

type Note = Omit<TrashedRun, "directory">;

function moveInto(entry: string, directory: string, note: Note): void {
  try {
    writeFileAtomic(join(entry, NOTE_FILE), `${JSON.stringify(note, null, 2)}\n`);
    moveDirectory(directory, join(entry, basename(directory)));
  } catch (error) {
    // Where the run is there as a whole, it was copied from another disk, and what is left of it there is torn.
    if (!entryAt(join(entry, basename(directory)))) rmSync(entry, { recursive: true });
    throw error;
  }
}

/** The runs in the trash, in the order in which they came there. */
export function listTrash(layout: RootLayout): TrashedRun[] {
  return attempt("The trash cannot be read", () => {
    const entries = entriesOf(trashOf(layout)).filter((entry) => entry.isDirectory());
    return entries.flatMap(({ name }) => trashedRun(join(trashOf(layout), name)) ?? []);
  });
}

/** What an entry of the trash holds; null where it lacks the run, or the note on it. */
function trashedRun(entry: string): TrashedRun | null {
  const run = readdirSync(entry).find((name) => parseRunName(name));
  const note = readNote(entry);
  return run === undefined || note === null ? null : { directory: join(entry, run), ...note };
}

function readNote(entry: string): Note | null {
  try {
    const note = JSON.parse(textIn(entry, NOTE_FILE, NOTE_LIMIT)) as Record<string, unknown>;
    const { deleted, folder, listed, marks } = note;
    const isSound =
      RUN_FOLDERS.some((known) => known === folder) &&
      Array.isArray(marks) &&
      marks.every((key) => typeof key === "string");
    if (!isSound) return null;
    return {
      deleted: new Date(String(deleted)),
      folder: folder as RunFolder,
      listed: listed === true,
      marks,
    };
  } catch {
    return null;
  }
}

/**
 * Moves a run from the trash to where it lay, and links it as it was linked.
 *
 * @throws CeterisError `RUN` where its place is taken or the system refuses, `MARK` where it cannot be marked again.
 */
export function restoreRun(
  layout: RootLayout,
  { directory, folder, listed, marks }: TrashedRun,
): RunLocation {
  const place = join(layout[folder], basename(directory));
  attempt(`${basename(directory)} cannot be restored`, () => {
    if (entryAt(place))
      throw new CeterisError(
        "RUN",
        `${basename(directory)} cannot be restored: ${place} is there; move that away.`,
      );
    moveDirectory(directory, place);
    rmSync(join(directory, "..", NOTE_FILE), { force: true });
    rmdirSync(join(directory, ".."));
    if (listed) linkRun(layout, basename(place));
  });
  for (const key of marks) addMark(layout, key, { directory: place, folder });
  return { directory: place, folder };
}

/**
 * Deletes everything in the trash for good.
 *
 * @throws CeterisError `RUN` where the system refuses.
 */
export function emptyTrash(layout: RootLayout): void {
  attempt("The trash cannot be emptied", () => {
    refuseLink(layout);
    rmSync(trashOf(layout), { recursive: true, force: true });
  });
}

/** A link could lead out of the root. */
function refuseLink(layout: RootLayout): void {
  const trash = trashOf(layout);
  if (entryAt(trash)?.isSymbolicLink())
    throw new CeterisError("RUN", `The trash ${trash} is a link, not a folder; take it away.`);
}

/** What lies at a path, be it a link that dangles. */
function entryAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function trashOf({ cache }: RootLayout): string {
  return join(cache, "trash");
}
