import type * as Typescript from "@tslab/typescript-for-tslab";
import { statSync } from "node:fs";
import type { Ts } from "./tslab-modules.js";

interface Watched {
  readonly path: string;
  readonly tell: Typescript.FileWatcherCallback;
  /** Undefined where there is no file. */
  state: string | undefined;
}

/**
 * The files that TypeScript watches. Its own watchers tell of a change up to two seconds later, and the cell that runs
 * next would be checked against what was there before.
 */
export class WatchedFiles {
  readonly #ts: Ts;
  readonly #files = new Set<Watched>();

  constructor(ts: Ts) {
    this.#ts = ts;
  }

  /** Takes the place of TypeScript's function of this name. */
  watch(path: string, tell: Typescript.FileWatcherCallback): Typescript.FileWatcher {
    const file: Watched = { path, tell, state: stateOf(path) };
    this.#files.add(file);
    return { close: () => void this.#files.delete(file) };
  }

  /** Tells of all that has changed since the last time. */
  check(): void {
    const { Created, Changed, Deleted } = this.#ts.FileWatcherEventKind;
    for (const file of this.#files) {
      const before = file.state;
      file.state = stateOf(file.path);
      if (file.state === before) continue;
      const kind = before === undefined ? Created : file.state === undefined ? Deleted : Changed;
      file.tell(file.path, kind);
    }
  }
}

function stateOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`;
}
