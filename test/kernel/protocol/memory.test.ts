import { expect, test } from "vitest";
import { printedBy } from "../../tools/kernel-exchange.js";
import { kernelFolders, ownKernel, startKernel } from "../../tools/kernel-process.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** `npm run bench:kernel` runs 1,000 cells, and reads the memory of the process. */
const CELLS = 300;
const FIRST_CELLS = 100;

/** The pauses let the engine give memory back. */
const MEASURE = `import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc");
for (let round = 0; round < 5; round += 1) {
  (runInNewContext("gc") as () => void)();
  await sleep(200);
}
const { heapUsed, rss } = process.memoryUsage();
console.log(JSON.stringify({ heapUsed, rss }));`;

/** Of the thread that runs the cells, and of the process, whose other thread has the sockets, the queue, the history. */
interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
}

test(
  "hundreds of cells leave hardly more in memory than a hundred",
  { timeout: 180_000 },
  async () => {
    const kernel = await startKernel(ownKernel(), kernelFolders(temporaryFolder()));
    const memoryAfter = async (from: number, to: number): Promise<Memory> => {
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
      return JSON.parse(printedBy(measured, "stdout")) as Memory;
    };
    try {
      const first = await memoryAfter(0, FIRST_CELLS);
      const last = await memoryAfter(FIRST_CELLS, CELLS);
      expect(first.heapUsed).toBeGreaterThan(1e6);
      expect(last.heapUsed / first.heapUsed).toBeLessThan(1.1);
      // V8 keeps some 70 MB of free pages from one moment or another on.
      expect(last.rss / first.rss).toBeLessThan(1.6);
    } finally {
      await kernel.stop();
    }
  },
);
