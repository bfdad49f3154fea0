import { randomBytes } from "node:crypto";
import { closeSync, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { errorCode } from "../util/error-code.js";
import { CeterisError } from "../util/error.js";
import { isProcessAlive } from "../util/is-process-alive.js";
import { makeFolder } from "../util/make-folder.js";
import { ownStart } from "../util/process-start.js";

/** A lock that stays the same for longer is taken for left behind. */
const STALE_MS = 2_000;
/** That of a process which is alive on this host: it may be slow. */
const BUSY_MS = 10_000;
const POLL_MS = 5;
const PATIENCE_MS = 30_000;

/** What a lock file says. The token tells two locks of one process apart. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** Tells the process from a later one with its id; null where the system cannot. */
  readonly start: string | null;
  readonly token: string;
}

/**
 * Runs an action while no other process is in one under the same lock. The lock is a file that is created
 * exclusively, which works on disks without `flock` too. A lock whose holder is gone (same host) is taken over, and one
 * that this process has seen unchanged for two seconds, or for ten where its holder is alive on this host: actions are
 * to be short. Times of the file do not count, which another clock may have set.
 *
 * @param path - Absolute path of the lock file; its folder is made.
 * @throws CeterisError `RECORD` where the lock is not to be had in half a minute, and what the action throws.
 */
export function withLock<T>(path: string, action: () => T): T {
  const text = JSON.stringify(newHolder());
  takeLock(path, text);
  try {
    return action();
  } finally {
    if (look(path)?.text === text) rmSync(path, { force: true });
  }
}

function newHolder(): Holder {
  const token = randomBytes(6).toString("hex");
  return { host: hostname(), pid: process.pid, start: ownStart(), token };
}

function takeLock(path: string, text: string): void {
  const begun = performance.now();
  const [lock, breaker] = [new Watch(path), new Watch(`${path}.stale`)];
  while (!create(path, text)) {
    if (lock.isStale()) breakLock(lock, breaker, text);
    else if (performance.now() - begun < PATIENCE_MS) wait();
    else throw new CeterisError("RECORD", `The lock ${path} is not given back; delete the file.`);
  }
}

/** Removes a stale lock. Who does so holds a lock of its own meanwhile, lest two break it, one of them the other's. */
function breakLock(lock: Watch, breaker: Watch, text: string): void {
  if (!create(breaker.path, text)) {
    if (breaker.isStale()) rmSync(breaker.path, { force: true });
    else wait();
    return;
  }
  try {
    if (lock.isStale()) rmSync(lock.path, { force: true });
  } finally {
    rmSync(breaker.path, { force: true });
  }
}

/** Creates a file; false where there is one. Nothing is left of one that cannot be written. */
function create(path: string, text: string): boolean {
  const file = openNew(path);
  if (file === null) return false;
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function openNew(path: string): number | null {
  try {
    return openSync(path, "wx");
  } catch (error) {
    if (errorCode(error) === "EEXIST") return null;
    if (errorCode(error) !== "ENOENT") throw error;
    makeFolder(dirname(path));
    return openNew(path);
  }
}

/** How long this process has seen a lock file unchanged. */
class Watch {
  readonly path: string;
  #stamp = "";
  #since = 0;

  constructor(path: string) {
    this.path = path;
  }

  isStale(): boolean {
    const seen = look(this.path);
    const now = performance.now();
    if (seen?.stamp !== this.#stamp) this.#since = now;
    this.#stamp = seen?.stamp ?? "";
    const holder = parseHolder(seen?.text ?? null);
    const isHere = holder !== null && holder.host === hostname();
    const isAlive = isHere && isProcessAlive(holder.pid, holder.start);
    return (isHere && !isAlive) || now - this.#since > (isAlive ? BUSY_MS : STALE_MS);
  }
}

/** What is at a path, which may be a link or a pipe; its text where it is a file. Null where the lock was given back. */
function look(path: string): { readonly stamp: string; readonly text: string | null } | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  const text = stats.isFile() ? readLock(path) : null;
  return { stamp: `${stats.ino} ${stats.mtimeMs} ${text}`, text };
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // it was given back meanwhile
  }
}

/** Null for a lock that is just being written, too. */
function parseHolder(text: string | null): Holder | null {
  try {
    return JSON.parse(text ?? "") as Holder;
  } catch {
    return null;
  }
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
}
