import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { linearRow, reloadRows } from "./growth-rows.js";
import { withRoot } from "./make-root.js";
import { paramsRows } from "./params-rows.js";
import { writePage } from "./write-page.js";
import { ROUNDS, say } from "./progress.js";
import { providePython } from "./python.js";
import { pythonParamsRows, pythonStatisticsRows } from "./python-rows.js";
import { markdownTable, REFERENCE_RUNS, type Row } from "./row.js";
import { memoryRows, statisticsRows } from "./statistics-rows.js";

const SMALL_RUNS = 1000;
const LARGE_RUNS = 100_000;
const STEPS = 100;

const { quick = false, write = false } = parseArgs({
  options: { quick: { type: "boolean" }, write: { type: "boolean" } },
}).values;
if (quick && write) throw new Error("--write keeps the whole table: leave out --quick.");

if (!quick) providePython();
const rows: Row[] = [];
for (const runs of [SMALL_RUNS, REFERENCE_RUNS]) rows.push(...(await rowsOf(runs)));
if (!quick) rows.push(...(await largeRows()));
const report = `${markdownTable(rows)}\n${machine()}\n`;
process.stdout.write(report);
if (write) writePage("performance.md", { "bench:load": report });
if (rows.some(({ inside }) => inside === false)) process.exitCode = 1;

async function rowsOf(runs: number): Promise<Row[]> {
  say(`${runs} runs, params only`);
  const params = await withRoot(runs, 0, async (made) => [
    ...(await paramsRows(made)),
    ...(quick ? [] : await pythonParamsRows(made)),
    ...(await reloadRows(made)),
  ]);
  say(`${runs} runs of ${STEPS} steps`);
  const statistics = await withRoot(runs, STEPS, async (made) => [
    ...(await statisticsRows(made)),
    ...memoryRows(made),
    ...(quick ? [] : await pythonStatisticsRows(made)),
  ]);
  return [...params, ...statistics];
}

async function largeRows(): Promise<Row[]> {
  say(`${LARGE_RUNS} runs, params only`);
  return withRoot(LARGE_RUNS, 0, async (large) => [
    ...(await paramsRows(large)),
    await withRoot(REFERENCE_RUNS, 0, (reference) => linearRow(large, reference)),
  ]);
}

function machine(): string {
  return `${availableParallelism()} cores, Node ${process.version}, ${process.platform}; medians of ${ROUNDS} rounds (Python: of 3), files in the system's cache.`;
}
