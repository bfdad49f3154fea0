import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { codeRows } from "./code-rows.js";
import { commandRows } from "./command-rows.js";
import { logRows, pythonLogRows } from "./log-rows.js";
import { say } from "./progress.js";
import { markdownTable } from "./row.js";
import { writePage } from "./write-page.js";

const { quick = false, write = false } = parseArgs({
  options: { quick: { type: "boolean" }, write: { type: "boolean" } },
}).values;

say("run.log");
const rows = await logRows();
say("the code");
rows.push(...(await codeRows()));
say("ceteris run");
rows.push(...(await commandRows()));
if (!quick) {
  say("run.log beside Python's");
  rows.push(...(await pythonLogRows()));
}
const report = `${markdownTable(rows)}\n${machine()}\n`;
process.stdout.write(report);
if (write) writePage("performance.md", { "bench:record": report });
if (rows.some(({ inside }) => inside === false)) process.exitCode = 1;

function machine(): string {
  return `${availableParallelism()} cores, Node ${process.version}, ${process.platform}; medians of 15 rounds and more (with Python: of 3), by turns.`;
}
