import {
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  type Dirent,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { errorCode } from "../util/error-code.js";
import { homesOf, isBelow, type Home } from "./find-root.js";
import { PARAMS_FILE, RUN_FOLDERS, type RootLayout, type RunFolder } from "./layout.js";
import type { ProblemKind, ReportProblem } from "./problem.js";
import type { RunLocation } from "./run-location.js";
import { parseRunName } from "./run-name.js";

const PARAMS = `/${PARAMS_FILE}`;
const NO_RUN: ReadonlySet<string> = new Set(["", ".", "..", PARAMS_FILE]);

/** For more links than this a folder is listed, which takes less than asking for each directory. */
const MOST_ASKED = 200;

/**
 * Finds the runs that links in one root stand for. Made anew for each load: it remembers what it saw of the root.
 */
export class Locator {
  readonly #layout: RootLayout;
  #homes: readonly Home[] | null = null;
  readonly #listed = new Map<RunFolder, ReadonlySet<string>>();
  readonly #ways = new Map<string, string>();
  #asked = 0;

  constructor(layout: RootLayout) {
    this.#layout = layout;
  }

  /**
   * The run that an entry of `index/` or of a mark stands for. exman links directories in marks and `params.yaml`
   * in the index; both are taken in both. Where links were lost in a copy, the entry's name says which run it was.
   */
  resolve(folder: string, entry: Dirent, report: ReportProblem): RunLocation | null {
    const path = `${folder}${sep}${entry.name}`;
    const found = entry.isSymbolicLink() ? this.#follow(folder, path) : this.#byName(entry.name);
    if (found === null || typeof found === "object") return found;
    report(path, found, MESSAGES[found]);
    return null;
  }

  #follow(folder: string, path: string): RunLocation | LinkProblem | null {
    try {
      const link = readlinkSync(path);
      return this.#sibling(folder, link) ?? this.#locate(withoutParams(resolve(folder, link)));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return null; // removed since the folder was listed
      return "unreadable";
    }
  }

  /** The run of a link that is spelled as exman spells it, such as `../runs/<run>/params.yaml`. */
  #sibling(folder: string, link: string): RunLocation | null {
    const up = this.#wayUp(folder);
    const home = RUN_FOLDERS.find((name) => link.startsWith(`${name}/`, up.length));
    if (home === undefined || !link.startsWith(up)) return null;
    const first = up.length + home.length + 1;
    const run = link.slice(first, link.endsWith(PARAMS) ? -PARAMS.length : undefined);
    if (run.includes("/") || NO_RUN.has(run) || !this.#isRealDirectory(home, run)) return null;
    return { directory: this.#layout[home] + sep + run, folder: home };
  }

  /** From a folder to the root, as a link writes it. */
  #wayUp(folder: string): string {
    let way = this.#ways.get(folder);
    if (way === undefined) {
      way = `${relative(folder, this.#layout.root)}/`;
      this.#ways.set(folder, way);
    }
    return way;
  }

  #isRealDirectory(folder: RunFolder, name: string): boolean {
    const listed = this.#listed.get(folder);
    if (listed) return listed.has(name);
    this.#asked += 1;
    if (this.#asked > MOST_ASKED) this.#listed.set(folder, directoriesIn(this.#layout[folder]));
    const stats = lstatSync(join(this.#layout[folder], name), { throwIfNoEntry: false });
    return stats?.isDirectory() ?? false;
  }

  /** The run that a link's target is, or what is wrong with the link. */
  #locate(target: string): RunLocation | LinkProblem {
    const { root } = this.#layout;
    try {
      const real = withoutParams(realpathSync.native(target));
      this.#homes ??= homesOf(this.#layout);
      const home = this.#homes.find((candidate) => isBelow(candidate.real, real));
      if (home === undefined) return "link-outside-root";
      if (!isRun(real)) return "not-a-run";
      return locationOf(root, relative(root, join(home.path, relative(home.real, real))));
    } catch (error) {
      if (errorCode(error) === "ELOOP") return "link-loop";
      return isBelow(root, target) ? "dangling-link" : "link-outside-root";
    }
  }

  #byName(entry: string): RunLocation | LinkProblem {
    const name = entry.replace(/\.yaml$/, "");
    if (!parseRunName(name)) return "not-a-run";
    const directories = RUN_FOLDERS.map((folder) => join(this.#layout[folder], name));
    const directory = directories.find((path) => lstatSync(path, { throwIfNoEntry: false }));
    return directory === undefined ? "not-a-run" : this.#locate(directory);
  }
}

/** Where a run lies whose directory is given relative to the root. */
export function locationOf(root: string, directory: string): RunLocation {
  const first = directory.split(sep, 1)[0];
  const folder = first === "fails" || first === "tmp" ? first : "runs";
  return { directory: root + sep + directory, folder };
}

const MESSAGES = {
  "not-a-run": "is neither a link to a run nor named after one",
  "dangling-link": "links to a run directory that does not exist",
  "link-loop": "is a link that leads back to itself",
  "link-outside-root": "links out of the root",
  unreadable: "is a link that cannot be read",
} as const satisfies Partial<Record<ProblemKind, string>>;

type LinkProblem = keyof typeof MESSAGES;

/** The directory that a link to it, or to its params, means. */
function withoutParams(target: string): string {
  return basename(target) === PARAMS_FILE ? dirname(target) : target;
}

/** A directory with params, or with the name of a run that lost them. */
function isRun(path: string): boolean {
  const isNamed = parseRunName(basename(path)) !== null;
  return statSync(path).isDirectory() && (isNamed || existsSync(join(path, PARAMS_FILE)));
}

/** None where the folder cannot be listed: then each link is followed with care. */
function directoriesIn(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  } catch {
    return new Set();
  }
}
