import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Dirent } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { errorCode } from "../util/error-code.js";
import { homesOf, isBelow, type Home } from "./find-root.js";
import { PARAMS_FILE, type RootLayout, type RunFolder } from "./layout.js";
import type { ProblemKind, ReportProblem } from "./problem.js";
import type { RunLocation } from "./run-location.js";
import { parseRunName } from "./run-name.js";

const RUN_FOLDERS = ["runs", "fails", "tmp"] as const;

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
    const found = entry.isSymbolicLink()
      ? this.#follow(folder, path)
      : (this.#byName(entry.name) ?? "not-a-run");
    if (found === null || typeof found === "object") return found;
    report(path, found, MESSAGES[found]);
    return null;
  }

  /** Whether `runs/` holds a directory of this name itself, and no link to one. */
  hasRun(name: string): boolean {
    return this.#isRealDirectory("runs", name);
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
      const real = realpathSync.native(target);
      this.#homes ??= homesOf(this.#layout);
      const home = this.#homes.find((candidate) => isBelow(candidate.real, real));
      if (home === undefined) return "link-outside-root";
      if (!statSync(real).isDirectory()) return "not-a-run";
      // An absolute link may name the root by another path than the one it was opened by.
      const directory = isBelow(root, target) ? target : join(home.path, relative(home.real, real));
      return { directory, folder: this.#folderOf(directory) };
    } catch (error) {
      if (errorCode(error) === "ELOOP") return "link-loop";
      return isBelow(root, target) ? "dangling-link" : "link-outside-root";
    }
  }

  #byName(entry: string): RunLocation | null {
    const name = entry.replace(/\.yaml$/, "");
    if (!parseRunName(name)) return null;
    for (const folder of RUN_FOLDERS) {
      const directory = join(this.#layout[folder], name);
      const stats = statSync(directory, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return { directory, folder };
    }
    return null;
  }

  #folderOf(directory: string): RunFolder {
    const first = relative(this.#layout.root, directory).split(sep)[0];
    return first === "fails" || first === "tmp" ? first : "runs";
  }
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

/** None where the folder cannot be listed: then each link is followed with care. */
function directoriesIn(folder: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  } catch {
    return new Set();
  }
}
