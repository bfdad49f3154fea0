import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { errorCode } from "../util/error-code.js";
import { CeterisError } from "../util/error.js";
import { isProcessAlive } from "../util/is-process-alive.js";

/** A holder that has had the lock for longer is taken for gone. */
const STALE_MS = 10_000;
const POLL_MS = 5;
const PATIENCE_MS = 3 * STALE_MS;

/** What a lock file says. The token tells two locks of one process apart. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly token: string;
}

/**
 * Runs an action while no other process is in one under the same lock. The lock is a file that is created
 * exclusively, which works on disks without `flock` too. A lock whose holder is gone (same host), or that is older
 * than ten seconds, is taken over: actions are to be short.
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
    if (readLock(path) === text) rmSync(path, { force: true });
  }
}

function newHolder(): Holder {
  return { host: hostname(), pid: process.pid, token: randomBytes(6).toString("hex") };
}

function takeLock(path: string, text: string): void {
  const begun = Date.now();
  while (!create(path, text)) {
    if (isStale(path)) breakLock(path);
    else if (Date.now() - begun < PATIENCE_MS) wait();
    else throw new CeterisError("RECORD", `The lock ${path} is not given back; delete the file.`);
  }
}

/** Removes a stale lock. Who does so holds a lock of its own meanwhile, lest two break it, one of them the other's. */
function breakLock(path: string): void {
  const breaker = `${path}.stale`;
  if (!create(breaker, "")) {
    if (age(breaker) > STALE_MS) rmSync(breaker, { force: true });
    else wait();
    return;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

/** Creates a file; false where there is one. */
function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    if (errorCode(error) !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    return create(path, text);
  }
}

function isStale(path: string): boolean {
  const holder = parseHolder(readLock(path));
  const isGone = holder !== null && holder.host === hostname() && !isProcessAlive(holder.pid);
  return isGone || age(path) > STALE_MS;
}

/** Null where the lock was given back. */
function readLock(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
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

/** In milliseconds; 0 where the file is gone. */
function age(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
}
