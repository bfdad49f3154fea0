import { expect, test } from "vitest";
import { printedBy } from "../../tools/kernel-exchange.js";
import { kernelFolders, ownKernel, startKernel } from "../../tools/kernel-process.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** `npm run bench:kernel` runs 1,000 cells, and reads the memory of the process. */
const CELLS = 300;
const FIRST_CELLS = 100;

const MEASURE = `import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
(runInNewContext("gc") as () => void)();
console.log(process.memoryUsage().rss);`;

test(
  // Of the process: the sockets, the queue and the history live in another thread than the cells.
  "hundreds of cells leave hardly more in memory than a hundred",
  { timeout: 180_000 },
  async () => {
    const kernel = await startKernel(ownKernel(), kernelFolders(temporaryFolder()));
    const memoryAfter = async (from: number, to: number): Promise<number> => {
      for (let place = from; place < to; place += 1) {
        const name = `value${place % 10}`;
        const cell = kernel.run(`const ${name} = "${place}".repeat(10_000); ${name}.length`);
        expect(await cell.ended).toMatchObject({
          status: "ok",
          execution_count: expect.any(Number),
        });
      }
      const measured = kernel.run(MEASURE);
      await measured.ended;
      return Number(printedBy(measured, "stdout"));
    };
    try {
      const first = await memoryAfter(0, FIRST_CELLS);
      expect(first).toBeGreaterThan(1e6);
      expect((await memoryAfter(FIRST_CELLS, CELLS)) / first).toBeLessThan(1.4);
    } finally {
      await kernel.stop();
    }
  },
);
