import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import type { CacheFolder } from "./cache-folder.js";
import { isSegmentName, MANIFEST, readManifest, writeManifest } from "./manifest.js";
import { joinSections, splitSections } from "./sections.js";
import { decodeSegment, encodeSegment, type Segment } from "./segment.js";

/** A file that no manifest names may still belong to a writer at work, up to this age in milliseconds. */
const ORPHAN_AGE_MS = 10 * 60 * 1000;

/**
 * Segments on disk. They are written once under names of their own and never changed; the manifest that names them is
 * replaced as a whole. So readers and writers of other processes need no lock: the last manifest counts. A segment that
 * it does not name any more is removed at once by the process that has replaced it, or later by any. Nothing here is trusted over the runs' files, so any of it may be lost.
 */
export class SegmentCache {
  readonly #folders: readonly CacheFolder[];
  /** Where segments are on disk. */
  #paths = new WeakMap<Segment, string>();
  /** What the last manifest named that was read or written here. */
  #named: readonly string[] = [];

  constructor(folders: readonly CacheFolder[]) {
    this.#folders = folders;
  }

  /** The segments that the newest manifest names, oldest first, without those that are damaged or gone. */
  read(): Segment[] {
    const folder = this.#newest();
    if (folder === null) return [];
    this.#named = readManifest(folder).map((name) => join(folder, name));
    return this.#named.flatMap((path) => {
      const segment = readSegment(path);
      if (segment) this.#paths.set(segment, path);
      return segment ?? [];
    });
  }

  /** Whether a segment was read from the cache, or written to it. */
  holds(segment: Segment): boolean {
    return this.#paths.has(segment);
  }

  /** Makes these the segments of the cache. False where no folder can be written: a cache only saves time. */
  write(segments: readonly Segment[]): boolean {
    return this.#folders.some((folder) =>
      attempt(() => {
        folder.make();
        this.#writeTo(folder.path, segments);
      }),
    );
  }

  /** Forgets all segments. */
  clear(): void {
    this.#paths = new WeakMap();
    this.#named = [];
    for (const { path } of this.#folders)
      attempt(() => rmSync(path, { recursive: true, force: true }));
  }

  #writeTo(folder: string, segments: readonly Segment[]): void {
    const names = segments.map((segment) => this.#nameIn(folder, segment));
    writeManifest(folder, names);
    this.#removeNamed(names.map((name) => join(folder, name)));
    removeOrphans(folder, names);
  }

  /**
   * Removes what these segments replace. Another process that still wants one of them finds it gone, as it would find
   * it damaged, and reads the runs.
   */
  #removeNamed(paths: readonly string[]): void {
    for (const path of this.#named)
      if (!paths.includes(path)) attempt(() => rmSync(path, { force: true }));
    this.#named = paths;
  }

  /** The name of a segment's file, which is written where it is not there yet. */
  #nameIn(folder: string, segment: Segment): string {
    const known = this.#paths.get(segment);
    if (known !== undefined && dirname(known) === folder && ageOf(known) !== null)
      return basename(known);
    const name = `${randomBytes(8).toString("hex")}.segment`;
    writeFileAtomic(join(folder, name), joinSections(encodeSegment(segment)));
    this.#paths.set(segment, join(folder, name));
    return name;
  }

  #newest(): string | null {
    let newest: { readonly path: string; readonly age: number } | null = null;
    for (const { path } of this.#folders) {
      const age = ageOf(join(path, MANIFEST));
      if (age !== null && (newest === null || age < newest.age)) newest = { path, age };
    }
    return newest?.path ?? null;
  }
}

/** Removes segments, and files left half written, that no manifest of late has named. */
function removeOrphans(folder: string, names: readonly string[]): void {
  for (const entry of readdirSync(folder)) {
    const isOurs = entry.endsWith(".tmp") || isSegmentName(entry);
    if (!isOurs || names.includes(entry)) continue;
    if ((ageOf(join(folder, entry)) ?? 0) > ORPHAN_AGE_MS)
      attempt(() => rmSync(join(folder, entry), { force: true }));
  }
}

/** How long ago a file was written, in milliseconds; null where there is none. */
function ageOf(path: string): number | null {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return null;
  }
}

/** Whether it could be done. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function readSegment(path: string): Segment | null {
  try {
    const parts = splitSections(readFileSync(path));
    return parts && decodeSegment(parts);
  } catch {
    return null; // removed by another process, or no segment
  }
}
