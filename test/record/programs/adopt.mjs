import { startRun } from "../../../dist/record/start-run.js";

const [root] = process.argv.slice(2);
const runs = [
  { lr: 0.2 }, // contradicts what is recorded
  { lr: 0.1, seed: 3 },
  { lr: 0.1, seed: 3 }, // the run is taken already
].map((params) => startRun({ root, params, capture: false }));
for (const run of runs) run.log({ loss: run.id }, { step: 0 });
runs[1].fail(new Error("diverged"));
process.stdout.write(JSON.stringify(runs.map(({ id, params }) => ({ id, params }))));
for (const run of runs) run.finish();
