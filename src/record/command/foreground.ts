import { spawnSync } from "node:child_process";
import { processStat } from "../../util/process-stat.js";

/** Whether this process is in the foreground of a terminal: it gets the keys, and may change the terminal's mode. */
export function isInForeground(): boolean {
  const [group, foreground] = groups();
  return group === undefined
    ? process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
    : group === foreground;
}

/** Our process group, and the one in the foreground of our terminal. */
function groups(): readonly (number | undefined)[] {
  const stat = processStat(process.pid);
  if (stat) return [stat.group, stat.foreground];
  const words = ["-o", "pgid=", "-o", "tpgid=", "-p", String(process.pid)];
  const { stdout } = spawnSync("ps", words, { encoding: "utf8" });
  return (stdout ?? "").match(/\d+/g)?.map(Number) ?? [];
}
