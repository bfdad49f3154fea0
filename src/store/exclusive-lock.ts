import { randomBytes } from "node:crypto";
import { closeSync, lstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "../util/error-code.js";
import { CeterisError } from "../util/error.js";
import { makeFolder } from "../util/make-folder.js";
import { lifeOf, ownProcess, type ProcessId } from "../util/process-id.js";

/** A lock that stays the same for longer is taken for left behind, unless its holder is seen to be alive. */
const STALE_MS = 2_000;
const POLL_MS = 5;
const PATIENCE_MS = 30_000;

/** What a lock file says. The token tells two locks of one process apart. */
interface Holder extends ProcessId {
  readonly token: string;
}

/**
 * Throws a CeterisError `RECORD` where the lock is no longer ours: to be called just before what it guards is changed
 * for good.
 */
export type ConfirmLock = () => void;

/**
 * Runs an action while no other process is in one under the same lock. The lock is a file that is created
 * exclusively, which works on disks without `flock` too. A lock whose holder is gone is taken over, and one whose holder
 * is not to be seen from here, as on another host, once this process has seen it unchanged for two seconds: actions are to
 * be short. Times of the file do not count, which another clock may have set.
 *
 * @param path - Absolute path of the lock file; its folder is made.
 * @throws CeterisError `RECORD` where the lock is not to be had in half a minute, and what the action throws.
 */
export function withLock<T>(path: string, action: (confirm: ConfirmLock) => T): T {
  const text = JSON.stringify(newHolder());
  takeLock(path, text);
  const isOurs = (): boolean => look(path)?.text === text;
  try {
    return action(() => {
      if (!isOurs()) throw takenOver(path);
    });
  } finally {
    if (isOurs()) rmSync(path, { force: true });
  }
}

function takenOver(path: string): CeterisError {
  const message = `The lock ${path} was taken over by another process, which took this one for ended; try again.`;
  return new CeterisError("RECORD", message);
}

function newHolder(): Holder {
  return { ...ownProcess(), token: randomBytes(6).toString("hex") };
}

function takeLock(path: string, text: string): void {
  const begun = performance.now();
  const [lock, breaker] = [new Watch(path), new Watch(`${path}.stale`)];
  while (!create(path, text)) {
    if (lock.isStale()) breakLock(lock, breaker, text);
    else if (performance.now() - begun < PATIENCE_MS) wait();
    else throw notGivenBack(path);
  }
}

function notGivenBack(path: string): CeterisError {
  const holder = parseHolder(look(path)?.text ?? null);
  const who = holder ? ` by process ${holder.pid} on ${holder.host}` : "";
  const remedy = `${holder ? "end that process, or " : ""}delete the file`;
  return new CeterisError("RECORD", `The lock ${path} is not given back${who}; ${remedy}.`);
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
    const life = holder ? lifeOf(holder) : "elsewhere";
    return life === "gone" || (life === "elsewhere" && now - this.#since > STALE_MS);
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

/** Null for a lock that is just being written, too. An older ceteris tells less of itself. */
function parseHolder(text: string | null): ProcessId | null {
  try {
    const holder = JSON.parse(text ?? "") as Pick<Holder, "host" | "pid"> & Partial<Holder>;
    return { boot: null, namespace: null, start: null, ...holder };
  } catch {
    return null;
  }
}

function wait(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
}
