// A process that loads a root once, and tells how long that took, without its own start, and how much memory.
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
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ milliseconds, peak }));
