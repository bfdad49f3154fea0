import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { measureFanova } from "./fanova.js";
import { ROUNDS, say } from "./progress.js";
import { providePython, runPython, type Venv } from "./python.js";
import { rliableRows, scipyRows } from "./resampling-rows.js";
import { markdownTable, type Row } from "./row.js";
import { sharesTable } from "./shares-table.js";
import { coverage, falseAlarms } from "./simulations.js";
import { writePage } from "./write-page.js";

const VENV: Venv = {
  name: "bench-stats-venv",
  requirements: "requirements-stats.txt",
  packages: "rliable, scipy and Optuna",
};

const { quick = false, write = false } = parseArgs({
  options: { quick: { type: "boolean" }, write: { type: "boolean" } },
}).values;
if (quick && write) throw new Error("--write keeps the whole tables: leave out --quick.");

const simulations = quick ? 1000 : 10_000;
const rows = quick ? [] : await speedRows();
say("false alarms");
const alarms = sharesTable(falseAlarms(simulations), simulations);
say("coverage");
const covered = sharesTable(coverage(simulations), simulations);
const speed = `${markdownTable(rows)}\n${machine()}\n`;
process.stdout.write([...(quick ? [] : [speed]), alarms, covered].join("\n"));
if (write)
  writePage("statistics.md", {
    "bench:stats": speed,
    "bench:false-alarms": alarms,
    "bench:coverage": covered,
  });
if (rows.some(({ inside }) => inside === false)) process.exitCode = 1;

async function speedRows(): Promise<Row[]> {
  providePython(VENV);
  const run = (program: string, args: readonly string[]): string => runPython(program, args, VENV);
  say("rliable");
  const scores = rliableRows(run);
  say("scipy");
  const resampling = scipyRows(run);
  say("Optuna");
  return [...scores, ...resampling, ...(await measureFanova(run))];
}

function machine(): string {
  return `${availableParallelism()} cores, Node ${process.version}, ${process.platform}; the best of several times on both sides, for fANOVA our median of ${ROUNDS} and one of Optuna's, all without the start of a process.`;
}
