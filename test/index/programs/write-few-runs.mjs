// Records runs one after the other, and ends: `node write-few-runs.mjs LIBRARY ROOT RUNS STEPS`.
import { setTimeout as sleep } from "node:timers/promises";

const [library, root, runs, steps] = process.argv.slice(2);
const { startRun } = await import(library);
for (let seed = 1; seed <= Number(runs); seed += 1) {
  const run = startRun({ root, params: { seed, lr: seed % 2 === 0 ? 0.1 : 0.01 } });
  for (let step = 1; step <= Number(steps); step += 1) {
    run.log({ loss: seed + 1 / step }, { step });
    await sleep(10);
  }
  run.finish();
}
