import type { KernelName, Kernels } from "./kernel-worker.js";
import { type Job, measure } from "./measure.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { atMost, type Row } from "./row.js";

/** How many times as long as stock tslab our kernel may take. */
export const TIME_BOUND = 1.1;

export const STOCK = "stock tslab";

const IMPORTS = {
  ceteris: 'import { Index } from "ceteris";',
  Arquero: 'import * as aq from "arquero";',
};

/** What is timed in a process: its start, a cell, or both. */
interface Timed {
  readonly kernel: KernelName;
  /** A cell that is run before, and not timed. */
  readonly before?: string;
  readonly code?: string;
  readonly withStart: boolean;
}

/** The start of a kernel and its first cells, each time in a new process. */
export async function startRows(kernels: Kernels): Promise<Row[]> {
  const rows = [await row(kernels, "start, until `kernel_info` is answered", { withStart: true })];
  for (const [name, code] of Object.entries(IMPORTS))
    rows.push(
      await row(kernels, `start and a first cell that imports ${name}`, { code, withStart: true }),
      await row(kernels, `the first import of ${name}, in the second cell`, {
        before: "0",
        code,
        withStart: false,
      }),
    );
  return rows;
}

async function row(kernels: Kernels, what: string, timed: Omit<Timed, "kernel">): Promise<Row> {
  const time = await measure(ROUNDS, {
    ours: inNewKernel(kernels, { ...timed, kernel: "ours" }),
    stock: inNewKernel(kernels, { ...timed, kernel: "stock" }),
  });
  sayTimes(time);
  return atMost(what, STOCK, time.ours / time.stock, TIME_BOUND);
}

function inNewKernel(kernels: Kernels, { kernel, before, code, withStart }: Timed): Job {
  return async () => {
    const started = await kernels.start(kernel);
    if (before !== undefined) await kernels.run(kernel, before);
    const ran = code === undefined ? 0 : (await kernels.run(kernel, code)).milliseconds;
    await kernels.stop(kernel);
    return (withStart ? started : 0) + ran;
  };
}
