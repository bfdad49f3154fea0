import { lstatSync, mkdirSync, readdirSync, rmdirSync, symlinkSync, unlinkSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { CeterisError } from "../util/error.js";
import type { RootLayout } from "./layout.js";
import type { ReportProblem } from "./problem.js";
import { entriesOf, isDirectory, Locator, type RunLocation } from "./run-location.js";
import { parseRunName } from "./run-name.js";

/** Every mark that holds a run itself, as keys with slashes: `best`, `paper/figure-2`. */
export function listMarks(layout: RootLayout): string[] {
  return attempt("The marks cannot be read", () => keysBelow(layout.marked, ""));
}

function keysBelow(folder: string, key: string): string[] {
  const entries = entriesOf(folder);
  const nested = entries
    .filter(isKey)
    .flatMap(({ name }) => keysBelow(join(folder, name), key ? `${key}/${name}` : name));
  const own = key !== "" && entries.some((entry) => !isKey(entry));
  return own ? [key, ...nested] : nested;
}

function isKey(entry: { name: string; isDirectory(): boolean }): boolean {
  return entry.isDirectory() && !parseRunName(entry.name);
}

/**
 * The runs below a mark, those of nested marks too, each once.
 *
 * @throws CeterisError `MARK` where there is no such mark; the message lists those there are.
 */
export function listMarked(layout: RootLayout, key: string, report: ReportProblem): RunLocation[] {
  const folder = knownFolder(layout, key);
  const found = new Map<string, RunLocation>();
  const locations = attempt(`The mark "${key}" cannot be read`, () =>
    runsBelow(new Locator(layout), folder, report),
  );
  for (const location of locations) found.set(location.directory, location);
  return [...found.values()].sort((a, b) =>
    basename(a.directory) < basename(b.directory) ? -1 : 1,
  );
}

function runsBelow(locator: Locator, folder: string, report: ReportProblem): RunLocation[] {
  return entriesOf(folder).flatMap((entry) =>
    isKey(entry)
      ? runsBelow(locator, join(folder, entry.name), report)
      : (locator.resolve(folder, entry, report) ?? []),
  );
}

function unknownMark(layout: RootLayout, key: string): CeterisError {
  const marks = listMarks(layout);
  const known = marks.length ? `the marks here are: ${marks.join(", ")}` : "no run is marked yet";
  return new CeterisError("MARK", `There is no mark "${key}" in ${layout.root}; ${known}.`);
}

/**
 * Links a run's directory below `marked/<key>/`; a run that bears the mark already is left as it is.
 *
 * @throws CeterisError `MARK` where the key cannot be a mark, or the link cannot be made.
 */
export function addMark(layout: RootLayout, key: string, run: RunLocation): void {
  const folder = markFolder(layout, key);
  attempt(`${basename(run.directory)} cannot be marked "${key}"`, () =>
    addLink(folder, run.directory),
  );
}

function addLink(folder: string, directory: string): void {
  const link = join(folder, basename(directory));
  mkdirSync(folder, { recursive: true });
  if (!entriesOf(folder).some((entry) => entry.name === basename(link)))
    symlinkSync(relative(folder, directory), link, "dir");
}

/**
 * Takes runs out of a mark, and removes folders of the key that are empty then.
 *
 * @returns those among the runs that did not bear the mark.
 * @throws CeterisError `MARK` where there is no such mark, or a link cannot be removed.
 */
export function removeMark(
  layout: RootLayout,
  key: string,
  runs: readonly RunLocation[],
): RunLocation[] {
  const folder = knownFolder(layout, key);
  return attempt(`The mark "${key}" cannot be taken from a run`, () => {
    const without = runs.filter((run) => !removeLinks(folder, basename(run.directory)));
    removeEmpty(layout, folder);
    return without;
  });
}

function removeLinks(folder: string, run: string): boolean {
  const names = [run, `${run}.yaml`];
  const links = entriesOf(folder).filter(
    (entry) => entry.isSymbolicLink() && names.includes(entry.name),
  );
  for (const link of links) unlinkSync(join(folder, link.name));
  return links.length > 0;
}

function removeEmpty(layout: RootLayout, folder: string): void {
  if (folder === layout.marked || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(layout, dirname(folder));
}

/** The folder of a mark that there is. */
function knownFolder(layout: RootLayout, key: string): string {
  const folder = markFolder(layout, key);
  if (!isDirectory(folder)) throw unknownMark(layout, key);
  return folder;
}

const SEPARATORS = sep === "\\" ? /[/\\]/ : /\//;

/**
 * Keys are relative paths that stay inside `marked/`, and may end in a slash, as folders do; a part that looks like a
 * run's name would hide runs.
 */
function markFolder(layout: RootLayout, key: string): string {
  const parts = key.replace(/(?<=.)\/$/, "").split(SEPARATORS);
  const bad = parts.some(
    (part) => part === "" || part.startsWith(".") || part.includes("\0") || parseRunName(part),
  );
  if (bad) {
    throw new CeterisError(
      "MARK",
      `"${key}" cannot be a mark; use names such as best or paper/figure-2, without empty, dotted or run-like parts.`,
    );
  }
  for (const place of parts.keys())
    refuseOther(key, join(layout.marked, ...parts.slice(0, place + 1)));
  return join(layout.marked, ...parts);
}

/** A link in place of a folder could lead out of the root. */
function refuseOther(key: string, path: string): void {
  const found = attempt(`The mark "${key}" cannot be read`, () =>
    lstatSync(path, { throwIfNoEntry: false }),
  );
  if (found === undefined || found.isDirectory()) return;
  const what = found.isSymbolicLink() ? "a link" : "a file";
  throw new CeterisError(
    "MARK",
    `"${key}" cannot be a mark: ${path} is ${what}, not a folder; use another name, or take it away.`,
  );
}

/** What the operating system refuses becomes a sentence. */
function attempt<T>(failure: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CeterisError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${failure}: ${reason}; see whether the folder can be read and written.`;
    throw new CeterisError("MARK", message, { cause: error });
  }
}
