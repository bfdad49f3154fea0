// A process that draws one specification as PNG, and tells how many milliseconds that took, without its own start.
import { readFileSync } from "node:fs";
import { Chart, type ChartParts } from "ceteris";

const spec = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as ChartParts["spec"];

const start = performance.now();
new Chart({ spec, description: "", rows: [] }).toPNG();
process.stdout.write(String(performance.now() - start));
