import { readlinkSync, realpathSync, type Dirent } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { RootLayout } from "../store/layout.js";
import { listMarked } from "../store/marks.js";
import { entriesOf } from "../store/run-location.js";
import { parseRunName } from "../store/run-name.js";
import { commandLine, STRAY_REMEDY, type Finding } from "./doctor-finding.js";

/** What is wrong with index/ and the marks although a load reads it. */
export function examineLinks(layout: RootLayout): Finding[] {
  const keys = keysBelow(layout.marked, "");
  const folders = [layout.index, layout.marked, ...keys.map((key) => join(layout.marked, key))];
  return [
    ...folders.flatMap((folder) => absoluteLinks(layout, folder)),
    ...outsideMarks(layout),
    ...emptyMarks(layout, keys),
  ];
}

/** Every folder below `marked/`, with runs or without. */
function keysBelow(folder: string, key: string): string[] {
  return entriesOf(folder, () => undefined)
    .filter(isKey)
    .flatMap(({ name }) => {
      const nested = key ? `${key}/${name}` : name;
      return [nested, ...keysBelow(join(folder, name), nested)];
    });
}

function isKey(entry: Dirent): boolean {
  return entry.isDirectory() && !parseRunName(entry.name);
}

function absoluteLinks(layout: RootLayout, folder: string): Finding[] {
  return entriesOf(folder, () => undefined)
    .filter((entry) => entry.isSymbolicLink())
    .flatMap(({ name }) => absoluteLink(layout, join(folder, name)) ?? []);
}

function absoluteLink(layout: RootLayout, path: string): Finding | null {
  const target = readlinkSync(path);
  const inside = isAbsolute(target) ? placeInRoot(layout, target) : null;
  if (inside === null) return null;
  const way = relative(dirname(path), join(layout.root, inside));
  return {
    path,
    kind: "absolute-link",
    message: "is an absolute link, which breaks when the root is moved or copied",
    remedy: "Make it a relative link.",
    command: commandLine(layout.root, ["ln", "-sfn", way, path]),
  };
}

/** Where an absolute target lies below the root; null where it does not, which a load reports. */
function placeInRoot({ root }: RootLayout, target: string): string | null {
  try {
    const real = realpathSync.native(target);
    return wayInside(root, target) ?? wayInside(realpathSync.native(root), real);
  } catch {
    return null;
  }
}

function wayInside(root: string, path: string): string | null {
  const way = relative(root, path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) ? null : way;
}

function outsideMarks({ marked }: RootLayout): Finding[] {
  const strays = entriesOf(marked, () => undefined).filter((entry) => !isKey(entry));
  return strays.map(({ name }) => ({
    path: join(marked, name),
    kind: "stray-entry",
    message: "lies in marked/ itself and belongs to no mark",
    remedy: STRAY_REMEDY,
  }));
}

/** The outermost folders without a run below them. */
function emptyMarks(layout: RootLayout, keys: readonly string[]): Finding[] {
  const empty = keys.filter((key) => listMarked(layout, key, () => undefined).length === 0);
  const outermost = empty.filter((key) => !empty.some((outer) => key.startsWith(`${outer}/`)));
  return outermost.map((key) => ({
    path: join(layout.marked, key),
    kind: "empty-mark",
    message: "is a mark without runs",
    remedy: "Mark a run with it (ceteris mark KEY ID…), or remove its folder.",
  }));
}
