import { writeSync } from "node:fs";
import { startRun } from "../../../dist/record/start-run.js";

const [root] = process.argv.slice(2);
for (let count = 0; ; count += 1) {
  const run = startRun({ root, params: { count }, capture: false });
  for (let step = 0; step < 5; step += 1) run.log({ loss: step }, { step });
  run.tick();
  writeSync(1, `${run.id}\n`); // from here on, its five rows are on the disk
  if (count % 3 === 1) run.fail(new Error("on purpose"));
  else run.finish();
}
