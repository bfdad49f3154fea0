import { createHash } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { join, resolve } from "node:path";
import { createCache } from "../../store/create-root.js";
import type { RootLayout } from "../../store/layout.js";
import { makeFolder } from "../../util/make-folder.js";
import { userCache } from "../../util/user-cache.js";

/** A folder that may hold a root's cache. */
export interface CacheFolder {
  readonly path: string;
  /** Makes the folder; throws where it cannot be made or written. */
  readonly make: () => void;
}

/**
 * Where the cache of a root may lie, in the order of preference: in its own `.ceteris/`, or where the root cannot be
 * written in the user's cache directory. A folder that was asked for has one within for each root.
 *
 * @param patterns - Globs of statistics files; other files make another cache.
 */
export function cacheFolders(
  layout: RootLayout,
  asked: string | undefined,
  patterns: readonly string[] | null,
): CacheFolder[] {
  const kind = patterns === null ? "known-files" : digest(patterns.join("\n"));
  const shared = (folder: string): CacheFolder => {
    const path = join(folder, digest(layout.root), kind);
    return { path, make: () => makeWritable(path) };
  };
  if (asked !== undefined) return [shared(resolve(asked))];
  const path = join(layout.cache, "cache", kind);
  const make = (): void => {
    createCache(layout);
    makeWritable(path);
  };
  return [{ path, make }, shared(userCache())];
}

function makeWritable(path: string): void {
  makeFolder(path);
  accessSync(path, constants.W_OK);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
