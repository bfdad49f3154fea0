import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether this process is in the foreground of a terminal: it gets the keys, and may change the terminal's mode. */
export function isInForeground(): boolean {
  const [group, foreground] = groups();
  return group === undefined
    ? process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
    : group === foreground;
}

/** Our process group, and the one in the foreground of our terminal. */
function groups(): readonly (string | undefined)[] {
  try {
    const stat = readFileSync("/proc/self/stat", "latin1");
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [group, foreground];
  } catch {
    const words = ["-o", "pgid=", "-o", "tpgid=", "-p", String(process.pid)];
    return (spawnSync("ps", words, { encoding: "utf8" }).stdout ?? "").match(/\d+/g) ?? [];
  }
}
