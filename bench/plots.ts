import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { allCharts, sharedCharts, type DrawnChart } from "./drawn-charts.js";
import { firstPictureRows } from "./first-picture-rows.js";
import { pictureRows } from "./picture-rows.js";
import { PLOTS_VENV, PYTHON_ROUNDS, withPlotWorker } from "./plot-worker.js";
import { ROUNDS, say } from "./progress.js";
import { providePython } from "./python.js";
import { markdownTable, type Row } from "./row.js";
import { altairRows, specRows } from "./spec-rows.js";
import { writePage } from "./write-page.js";

const { quick = false, write = false } = parseArgs({
  options: { quick: { type: "boolean" }, write: { type: "boolean" } },
}).values;
if (quick && write) throw new Error("--write keeps the whole table: leave out --quick.");

const charts = allCharts();
const rounds = quick ? 1 : ROUNDS;
say("specifications");
const rows = [...(await specRows(charts, rounds)), ...(quick ? [] : await pythonRows(charts))];
const report = `${markdownTable(rows)}\n${machine()}\n`;
process.stdout.write(report);
if (write) writePage("performance.md", { "bench:plots": report });
if (rows.some(({ inside }) => inside === false)) process.exitCode = 1;

async function pythonRows(all: readonly DrawnChart[]): Promise<Row[]> {
  providePython(PLOTS_VENV);
  const shared = sharedCharts(all);
  return withPlotWorker(shared, async (worker) => {
    say("vl-convert");
    const pictures = await pictureRows(shared, worker);
    const first = await firstPictureRows("estimation", worker);
    say("Altair");
    return [...(await altairRows(shared, worker)), ...pictures, ...first];
  });
}

function machine(): string {
  return `${availableParallelism()} cores, Node ${process.version}, ${process.platform}; medians of ${rounds} ${rounds === 1 ? "round" : "rounds"} (with Python: of ${PYTHON_ROUNDS}), by turns.`;
}
