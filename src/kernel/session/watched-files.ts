import type * as Typescript from "@tslab/typescript-for-tslab";
import { statSync } from "node:fs";
import type { Ts } from "./tslab-modules.js";

/** Milliseconds between two looks at declarations and package.json files, of which there are hundreds. */
const PACKAGES_EVERY = 2000;

interface Watched {
  readonly path: string;
  readonly tell: Typescript.FileWatcherCallback;
  /** Undefined where there is no file. */
  state: string | undefined;
}

/**
 * The files that TypeScript watches. Its own watchers tell of a change up to two seconds later, and the cell that runs
 * next would be checked against what was there before: the user's own sources are looked at for every cell.
 */
export class WatchedFiles {
  readonly #ts: Ts;
  readonly #sources = new Set<Watched>();
  readonly #packages = new Set<Watched>();
  #lookedAtPackages = performance.now();

  constructor(ts: Ts) {
    this.#ts = ts;
  }

  /** Takes the place of TypeScript's function of this name. */
  watch(path: string, tell: Typescript.FileWatcherCallback): Typescript.FileWatcher {
    const file: Watched = { path, tell, state: stateOf(path) };
    const files = OF_PACKAGES.test(path) ? this.#packages : this.#sources;
    files.add(file);
    return { close: () => void files.delete(file) };
  }

  /** Tells of the sources that have changed since the last time; of packages, up to two seconds later. */
  check(): void {
    for (const file of this.#sources) this.#look(file);
    const now = performance.now();
    if (now - this.#lookedAtPackages < PACKAGES_EVERY) return;
    this.#lookedAtPackages = now;
    for (const file of this.#packages) this.#look(file);
  }

  #look(file: Watched): void {
    const { Created, Changed, Deleted } = this.#ts.FileWatcherEventKind;
    const before = file.state;
    file.state = stateOf(file.path);
    if (file.state === before) return;
    const kind = before === undefined ? Created : file.state === undefined ? Deleted : Changed;
    file.tell(file.path, kind);
  }
}

const OF_PACKAGES = /\.d\.[cm]?ts$|[\\/]package\.json$/;

function stateOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}
