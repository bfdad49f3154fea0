import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { nextInterrupt } from "./next-interrupt.js";
import type { DisplayData } from "../display/display-data.js";
import type { DisplayHost } from "./host.js";

type Write = (content: DisplayData & { readonly transient: object }, isUpdate?: boolean) => void;

/** A tslab kernel that this process runs, wherever it is installed. */
export interface TslabHost extends DisplayHost {
  /** The file that prints the last expression of a cell. */
  readonly executor: string;
}

const JUPYTER_MODULE = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/;

/**
 * The tslab kernel of this process; undefined where there is none. All of Node's `require`s share one cache. A
 * globally installed tslab starts the one of the notebook's own folder, so the cache may hold two: the one that runs
 * cells has a writer.
 */
export function findTslab(): TslabHost | undefined {
  const cache = createRequire(import.meta.url).cache;
  for (const file of Object.keys(cache)) {
    const write = JUPYTER_MODULE.test(file) ? writerOf(cache[file]?.exports) : undefined;
    if (write)
      return {
        executor: join(dirname(file), "executor.js"),
        send: (shown, place) =>
          write({ ...shown, transient: place ? { display_id: place.id } : {} }, place?.isUpdate),
        get interrupted() {
          return nextInterrupt();
        },
      };
  }
  return undefined;
}

function writerOf(exports: unknown): Write | undefined {
  return hasWriter(exports) ? exports.lastWriteDisplayData : undefined;
}

function hasWriter(exports: unknown): exports is { lastWriteDisplayData: Write } {
  if (typeof exports !== "object" || exports === null || !("lastWriteDisplayData" in exports))
    return false;
  return typeof exports.lastWriteDisplayData === "function";
}
