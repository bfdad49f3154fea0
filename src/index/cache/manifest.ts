import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../util/version.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";

export const MANIFEST = "manifest.json";

/** Another format of segments, or another version of the readers, makes another cache. */
const FORMAT = `6/${packageVersion()}`;

/** What a cache folder holds: the names of its segments, oldest first. */
interface Manifest {
  readonly format: string;
  readonly segments: readonly string[];
}

/** The names of the segments; empty where there is no manifest that this version wrote. */
export function readManifest(folder: string): string[] {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Partial<Manifest>;
    const { format, segments } = manifest;
    return format === FORMAT && Array.isArray(segments) ? segments.filter(isSegmentName) : [];
  } catch {
    return []; // absent, unreadable or damaged: no cache
  }
}

export function writeManifest(folder: string, segments: readonly string[]): void {
  const manifest: Manifest = { format: FORMAT, segments };
  writeFileAtomic(join(folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
}

const SEGMENT_NAME = /^[0-9a-f]{16}\.segment$/;

/** A name that cannot lead out of the folder. */
export function isSegmentName(name: unknown): name is string {
  return typeof name === "string" && SEGMENT_NAME.test(name);
}
