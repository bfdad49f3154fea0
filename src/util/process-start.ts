import { readFileSync } from "node:fs";

/** Where the start stands in `/proc/<pid>/stat`, counted from behind the program's name. */
const START = 19;

let boot: string | null | undefined;
let own: string | null | undefined;

/**
 * What tells a process from a later one that got its id: the boot of the computer, and when the process started after
 * it. Null where the system does not tell: there is no such process, or no Linux.
 */
export function processStart(pid: number): string | null {
  boot ??= textOf("/proc/sys/kernel/random/boot_id")?.trim() ?? null;
  const stat = boot === null ? null : textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name may have spaces and brackets of its own.
  const start = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START];
  return start === undefined ? null : `${boot} ${start}`;
}

/** That of this process, which is read once. */
export function ownStart(): string | null {
  own ??= processStart(process.pid);
  return own;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
