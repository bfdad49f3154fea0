import { readFileSync, readlinkSync } from "node:fs";

/** What Linux tells of a process. Source: the fields of `/proc/<pid>/stat` in proc(5). */
export interface ProcessStat {
  /** One letter: `R`, `S`, `T`, …; `Z` and `X` for a process that has ended. */
  readonly state: string;
  readonly group: number;
  /** The device number of its terminal. */
  readonly terminal: number;
  /** The process group in the foreground of that terminal; -1 where there is none. */
  readonly foreground: number;
  /** When it started, in clock ticks since the boot. */
  readonly start: string;
}

/** Null where there is no such process, and where no `/proc` tells of the processes that this one sees. */
export function processStat(pid: number): ProcessStat | null {
  const isOwn = pid === process.pid;
  const stat = isOwn || isProcOurs() ? textOf(`/proc/${isOwn ? "self" : pid}/stat`) : null;
  if (stat === null) return null;
  // The name may have spaces and brackets of its own.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    state: fields[0]!,
    group: Number(fields[2]),
    terminal: Number(fields[4]),
    foreground: Number(fields[5]),
    start: fields[19]!,
  };
}

/** False in a namespace of process ids whose `/proc` is still that of the one around it. */
function isProcOurs(): boolean {
  try {
    return readlinkSync("/proc/self") === String(process.pid);
  } catch {
    return false;
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
