import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { startRun } from "../../../dist/record/start-run.js";

const [root, ending] = process.argv.slice(2);
const params = { seed: 3, model: { seed: 4 } };
const run = startRun({ root, params, ...(ending === "off" && { capture: false }) });
process.stdout.write(run.directory);
if (ending === "exit") process.exit(0);
run.finish();
if (ending === "twice") {
  const file = run.path("run.json");
  while (!readFileSync(file, "utf8").includes("HEAD_sha")) await setTimeout(10);
  const next = startRun({ root, params });
  process.stdout.write(`\n${next.directory}`);
  process.kill(process.pid, "SIGKILL"); // nothing is written after the start
}
