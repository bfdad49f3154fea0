import { startRun } from "../../../dist/record/start-run.js";

const [root] = process.argv.slice(2);
const run = startRun({ root, params: {}, capture: false });
run.interrupt();
process.stdout.write(`${run.directory}\n`);
process.stdin.once("data", () => {
  process.stdout.write("goes on\n");
  run.record({ exitCode: 7 });
  process.stdin.destroy();
});
