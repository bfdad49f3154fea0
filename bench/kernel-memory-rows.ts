import { KERNEL_NAMES, type KernelName, type Kernels } from "./kernel-worker.js";
import { say } from "./progress.js";
import { atMost, notJudged, type Row } from "./row.js";

const FEW_CELLS = 100;
const MANY_CELLS = 1000;
const BOUND = 1.3;

/** Names that the cells declare by turns, as a notebook's cells are run again. */
const NAMES = 10;

/** The pauses let the engine give memory back. */
const COLLECT_GARBAGE = `import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
for (let round = 0; round < 5; round += 1) {
  (runInNewContext("gc") as () => void)();
  await sleep(200);
}`;

/** What a long session costs over a short one, on our kernel, and on stock tslab to compare. */
export async function memoryRows(kernels: Kernels): Promise<Row[]> {
  const rows = [];
  for (const kernel of KERNEL_NAMES) {
    const what = `memory of ${kernel === "ours" ? "our kernel" : "stock tslab"} after 1,000 cells`;
    const row = atMost(what, "itself after 100 cells", await growth(kernels, kernel), BOUND);
    rows.push(kernel === "ours" ? row : notJudged(row));
  }
  return rows;
}

async function growth(kernels: Kernels, kernel: KernelName): Promise<number> {
  await kernels.start(kernel);
  const few = await memoryAfter(kernels, kernel, 0, FEW_CELLS);
  const many = await memoryAfter(kernels, kernel, FEW_CELLS, MANY_CELLS);
  await kernels.stop(kernel);
  say(`${kernel}: ${Math.round(few / 1e6)} MB, then ${Math.round(many / 1e6)} MB`);
  return many / few;
}

/** Runs the cells from one number up to another, collects garbage, and reads the resident set. */
async function memoryAfter(
  kernels: Kernels,
  kernel: KernelName,
  from: number,
  to: number,
): Promise<number> {
  for (let place = from; place < to; place += 1) await kernels.run(kernel, code(place));
  await kernels.run(kernel, COLLECT_GARBAGE);
  return kernels.memory(kernel);
}

function code(place: number): string {
  const name = `value${place % NAMES}`;
  return `const ${name} = Array.from({ length: 100 }, (_, k) => k * ${place}); ${name}.length`;
}
