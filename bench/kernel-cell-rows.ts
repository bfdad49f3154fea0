import { STOCK, TIME_BOUND } from "./kernel-start-rows.js";
import { KERNEL_NAMES, type KernelName, type Kernels } from "./kernel-worker.js";
import { type Job, measure } from "./measure.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { atMost, type Row, stated } from "./row.js";

const TRIVIAL_CELLS = 100;
const LINES = 20_000;
const CHARACTERS = 20_000_000;

const SET_UP = 'import { Index } from "ceteris"; const index = new Index(".");';
const MANY_LINES = `for (let i = 0; i < ${LINES}; i += 1) console.log("line " + i);`;
const LONG_LINE = `console.log("x".repeat(${CHARACTERS}));`;

/** Cells and completions of two kernels that have run some before. */
export async function cellRows(kernels: Kernels): Promise<Row[]> {
  for (const kernel of KERNEL_NAMES) {
    await kernels.start(kernel);
    await kernels.run(kernel, SET_UP);
  }
  const rows = [
    ...(await trivialRows(kernels)),
    ...(await completionRows(kernels)),
    ...(await outputRows(kernels)),
  ];
  for (const kernel of KERNEL_NAMES) await kernels.stop(kernel);
  return rows;
}

/** No two cells are alike, as a kernel may know those that it has seen. */
async function trivialRows(kernels: Kernels): Promise<Row[]> {
  let place = 0;
  const trivial = cell(kernels, () => `${(place += 1)} + 1`);
  const time = await measure(TRIVIAL_CELLS, { ours: trivial("ours"), stock: trivial("stock") });
  sayTimes(time);
  return [atMost("a trivial cell", STOCK, time.ours / time.stock, TIME_BOUND)];
}

async function completionRows(kernels: Kernels): Promise<Row[]> {
  const complete =
    (kernel: KernelName): Job =>
    () =>
      kernels.complete(kernel, "index.");
  const time = await measure(ROUNDS, { ours: complete("ours"), stock: complete("stock") });
  sayTimes(time);
  return [stated("a completion of a class of ceteris", STOCK, time.ours / time.stock)];
}

async function outputRows(kernels: Kernels): Promise<Row[]> {
  const [lines, line] = [cell(kernels, () => MANY_LINES), cell(kernels, () => LONG_LINE)];
  const time = await measure(ROUNDS, {
    ourLines: lines("ours"),
    stockLines: lines("stock"),
    ourLine: line("ours"),
    stockLine: line("stock"),
  });
  sayTimes(time);
  const ours = (await kernels.run("ours", MANY_LINES)).lines;
  const stock = (await kernels.run("stock", MANY_LINES)).lines;
  if (ours !== LINES) throw new Error(`Our kernel printed ${ours} lines of ${LINES}.`);
  const what = `a cell of ${LINES.toLocaleString("en")} lines, all of which arrive`;
  return [
    stated(what, `${STOCK}, of whose lines ${stock} arrive`, time.ourLines / time.stockLines),
    stated("a line of 20 MB", STOCK, time.ourLine / time.stockLine),
  ];
}

function cell(kernels: Kernels, code: () => string): (kernel: KernelName) => Job {
  return (kernel) => async () => (await kernels.run(kernel, code())).milliseconds;
}
