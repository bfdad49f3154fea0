import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorCode } from "../util/error-code.js";
import { CeterisError } from "../util/error.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { createCache } from "./create-root.js";
import { formatParams, type Params } from "./format-params.js";
import { PARAMS_FILE, RUN_FILE, type RootLayout } from "./layout.js";
import { formatRunFile, type RunFile } from "./run-file.js";
import { formatRunName } from "./run-name.js";

/** What a new run consists of. */
export interface NewRun {
  readonly params: Params;
  readonly file: RunFile;
  readonly time: Date;
  /** Made safe for a path by `safeName`. */
  readonly name?: string;
  /** True for a run in `tmp/`, without a link in `index/`. */
  readonly tmp?: boolean;
  /** Digits of the id in the directory's name; 6, unless it is given. */
  readonly zfill?: number;
  /** True for params in the order of their names, as exman writes them. */
  readonly sorted?: boolean;
}

/** A run that was made. */
export interface CreatedRun {
  readonly id: number;
  /** Absolute path. */
  readonly directory: string;
}

/** How often a run is made anew where `.ceteris/` was deleted under it, and why it fails then. */
const ATTEMPTS = 20;
const CACHE_DELETED: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTEMPTY"]);

/**
 * Makes a run under a new id and links it from `index/`. Its directory is prepared under a hidden name and renamed, so
 * that whoever lists the runs sees a whole run or none.
 *
 * @throws CeterisError `RECORD` where a param cannot be recorded, or the root cannot be written.
 */
export function createRun(layout: RootLayout, run: NewRun): CreatedRun {
  formatParams(run.params, { root: "", time: run.time, id: 0 }); // refuses before an id is taken
  for (let attempt = 1; ; attempt += 1) {
    try {
      return makeRun(layout, run);
    } catch (error) {
      if (isCacheDeleted(error) && attempt < ATTEMPTS) continue;
      if (error instanceof CeterisError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const message = `No run can be made in ${layout.root}: ${reason}; see whether it can be written.`;
      throw new CeterisError("RECORD", message, { cause: error });
    }
  }
}

function isCacheDeleted(error: unknown): boolean {
  const cause = error instanceof CeterisError && error.code === "ROOT" ? error.cause : error;
  return CACHE_DELETED.has(errorCode(cause));
}

function makeRun(
  layout: RootLayout,
  { params, file, time, name, tmp = false, zfill, sorted = false }: NewRun,
): CreatedRun {
  createCache(layout);
  const id = claimId(layout);
  const run = formatRunName({ id, time, name: safeName(name ?? "") }, zfill);
  const folder = tmp ? "tmp" : "runs";
  const directory = join(layout[folder], run);
  const text = formatParams(params, { root: `${folder}/${run}`, time, id, sorted });
  makeDirectory(directory, { [PARAMS_FILE]: text, [RUN_FILE]: formatRunFile(file) });
  if (!tmp) linkRun(layout, run);
  return { id, directory };
}

/**
 * Links a run from `index/`, where it is not linked yet.
 *
 * @throws CeterisError `RECORD` where the disk has no links, or cannot be written.
 */
export function linkRun(layout: RootLayout, run: string): void {
  try {
    symlinkSync(join("..", "runs", run, PARAMS_FILE), indexLink(layout, run));
  } catch (error) {
    if (errorCode(error) === "EEXIST") return;
    const why = `${indexLink(layout, run)} cannot be linked; put the root on a disk that has symbolic links`;
    throw new CeterisError("RECORD", `The run ${run} was made, but ${why}.`, { cause: error });
  }
}

/** The link of a run in `index/`. */
export function indexLink(layout: RootLayout, run: string): string {
  return join(layout.index, `${run}.yaml`);
}

/**
 * A name as part of a path: letters, digits and `._+=@,-` of any script stay, every run of other characters becomes
 * one `-`, leading and trailing dots and dashes go, and `limit` characters are kept; null where nothing is left.
 */
export function safeName(name: string, limit = 50): string | null {
  const safe = name.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}._+=@,-]+/gu, "-");
  const kept = Array.from(safe.replace(/^[.-]+/, ""))
    .slice(0, limit)
    .join("");
  return kept.replace(/[.-]+$/, "") || null;
}

/**
 * Takes the next id above every id in runs, tmp and fails. An id is claimed by creating a file for it, which one
 * process alone can do, also on a disk without locks. The claims stay, so that a stale listing of a network disk
 * does no harm; the runs are listed again after a claim, so that the claims may be deleted, save in the instant in
 * which a run is made.
 */
function claimId(layout: RootLayout): number {
  for (let id = highestId(layout) + 1; ; id += 1) {
    if (!claim(layout, id)) continue;
    const highest = highestId(layout);
    if (highest < id) return id;
    id = highest;
  }
}

/** What exman counts as a run's directory. */
const RUN_DIRECTORY = /^\d+-\d{4}(?:-\d{2}){5}/;

/** The highest id in runs, tmp and fails; 0 where there is none. */
export function highestId(layout: RootLayout): number {
  let highest = 0;
  for (const folder of [layout.runs, layout.tmp, layout.fails])
    for (const name of readdirSync(folder)) {
      const id = Number.parseInt(name, 10);
      if (id > highest && RUN_DIRECTORY.test(name)) highest = id;
    }
  return highest;
}

function claim(layout: RootLayout, id: number): boolean {
  const claims = join(layout.cache, "ids");
  mkdirSync(claims, { recursive: true });
  try {
    writeFileSync(join(claims, String(id)), "", { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Prepares it in the folder that it is to be in: `runs/` and `tmp/` may be links to another disk. */
function makeDirectory(directory: string, files: Readonly<Record<string, string>>): void {
  const aside = join(dirname(directory), `.new-${randomBytes(6).toString("hex")}`);
  mkdirSync(aside);
  try {
    for (const [name, text] of Object.entries(files)) writeFileAtomic(join(aside, name), text);
    renameSync(aside, directory);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}
