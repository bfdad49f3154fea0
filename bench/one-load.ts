// A process that loads a root once, and tells how long that took, without its own start, and how much memory.
import { readFileSync } from "node:fs";
import { Index } from "ceteris";

const [root, load = "nothing"] = process.argv.slice(2);

const loads: Record<string, () => unknown> = {
  nothing: () => undefined,
  info: () => new Index(root!).info(),
  uncached: () => new Index(root!, { cache: false }).info(),
  statistics: () => new Index(root!).statistics(),
};

const start = performance.now();
await loads[load]!();
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, peak: peakMemory() }));

/** Bytes. On Linux `maxRSS` takes in the process that started this one, so the kernel's own count is read there. */
function peakMemory(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  if (!peak) throw new Error("/proc/self/status has no VmHWM: the peak of memory is unknown.");
  return Number(peak[1]) * 1024;
}
