import { fstatSync, readFileSync, statSync } from "node:fs";

let isIgnored: boolean | undefined;

/**
 * Whether SIGHUP was to be ignored as this process was started, as by nohup. Node and its children are started with the
 * usual effect of every signal, so that it does not show in ourselves.
 */
export function ignoresHangup(): boolean {
  isIgnored ??= isNohup() || hasInputOfNohup() || isIgnoredBy(process.ppid);
  return isIgnored;
}

/** The words that start a program which ignores SIGHUP where we do; sh is told, as Node has no way to. */
export function keepHangup(command: readonly string[]): readonly string[] {
  if (!ignoresHangup()) return command;
  return ["/bin/sh", "-c", `trap '' HUP; exec "$@"`, "sh", ...command];
}

/** What a shell calls last is in the environment. */
function isNohup(): boolean {
  return /(?:^|\/)nohup$/.test(process.env["_"] ?? "");
}

/** In place of a terminal GNU's nohup gives a stdin that cannot be read: /dev/null, opened to write. */
function hasInputOfNohup(): boolean {
  try {
    const [, flags] = /^flags:\s*(\d+)/m.exec(readFileSync("/proc/self/fdinfo/0", "latin1")) ?? [];
    return flags?.endsWith("1") === true && fstatSync(0).rdev === statSync("/dev/null").rdev;
  } catch {
    return false;
  }
}

/** The first of the bits is SIGHUP's. */
function isIgnoredBy(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return /^SigIgn:\s*[\da-f]*[13579bdf]$/m.test(status);
  } catch {
    return false;
  }
}
