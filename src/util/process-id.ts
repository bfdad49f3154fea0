import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { errorCode } from "./error-code.js";
import { processStat } from "./process-stat.js";

/** A process, told from every other one, also of another computer, or a later one with its number. */
export interface ProcessId {
  readonly host: string;
  /** The boot of the computer; null where the system does not tell, or it is not known. */
  readonly boot: string | null;
  /** The namespace in which its number counts: each container may have one of its own. Null as for `boot`. */
  readonly namespace: string | null;
  readonly pid: number;
  /** When it started after the boot; null where that is not known. */
  readonly start: string | null;
}

/** `elsewhere` is a process whose number says nothing here. */
export type Life = "alive" | "gone" | "elsewhere";

const ENDED: ReadonlySet<string> = new Set(["Z", "X"]);

let place: Pick<ProcessId, "host" | "boot" | "namespace"> | undefined;
let own: ProcessId | undefined;

/** This process. */
export function ownProcess(): ProcessId {
  own ??= processHere(process.pid);
  return own;
}

/** The process that has a number now, as this process counts them. */
export function processHere(pid: number): ProcessId {
  return { ...here(), pid, start: processStat(pid)?.start ?? null };
}

/**
 * Whether a process is alive, as far as it can be seen from here: one of this boot and this namespace, or of this host
 * where these two are not known of it. One of another user counts; one that has ended does not, though nobody waited for
 * it yet.
 */
export function lifeOf({ host, boot, namespace, pid, start }: ProcessId): Life {
  const ours = here();
  const isHere =
    boot === null ? host === ours.host : boot === ours.boot && namespace === ours.namespace;
  if (!isHere) return "elsewhere";
  return isAlive(pid, start) ? "alive" : "gone";
}

function isAlive(pid: number, start: string | null): boolean {
  if (!hasProcess(pid)) return false;
  const present = processStat(pid);
  if (present === null) return true;
  return !ENDED.has(present.state) && (start === null || start === present.start);
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function here(): Pick<ProcessId, "host" | "boot" | "namespace"> {
  place ??= {
    host: hostname(),
    boot: orNull(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()),
    namespace: orNull(() => readlinkSync("/proc/self/ns/pid")),
  };
  return place;
}

function orNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
