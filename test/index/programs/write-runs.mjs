// Records runs until it is killed: `node write-runs.mjs LIBRARY ROOT SEED`.
import { setTimeout as sleep } from "node:timers/promises";

const [library, root, seed] = process.argv.slice(2);
const { startRun } = await import(library);
for (let count = 0; ; count += 1) {
  const params = { seed: Number(seed), count, note: "all of it", last: true };
  const run = startRun({ root, params, capture: false });
  for (let step = 0; step < 20; step += 1) {
    run.log({ loss: 1 / (step + 1) }, { step });
    await sleep(1);
  }
  run.finish();
}
