import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { cellRows } from "./kernel-cell-rows.js";
import { memoryRows } from "./kernel-memory-rows.js";
import { startRows } from "./kernel-start-rows.js";
import { KERNEL_VENV, withKernels } from "./kernel-worker.js";
import { ROUNDS, say } from "./progress.js";
import { providePython } from "./python.js";
import { markdownTable } from "./row.js";
import { writePage } from "./write-page.js";

const { write = false } = parseArgs({ options: { write: { type: "boolean" } } }).values;

providePython(KERNEL_VENV);
const rows = await withKernels(async (kernels) => {
  say("start");
  const start = await startRows(kernels);
  say("cells");
  const cells = await cellRows(kernels);
  say("memory");
  return [...start, ...cells, ...(await memoryRows(kernels))];
});
const report = `${markdownTable(rows)}\n${machine()}\n`;
process.stdout.write(report);
if (write) writePage("performance.md", { "bench:kernel": report });
if (rows.some(({ inside }) => inside === false)) process.exitCode = 1;

function machine(): string {
  return `${availableParallelism()} cores, Node ${process.version}, ${process.platform}; medians of ${ROUNDS} rounds, by turns.`;
}
