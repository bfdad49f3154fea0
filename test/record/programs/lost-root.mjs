import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { startRun } from "../../../dist/record/start-run.js";

/** What happens to the root in the midst of a run. */
const LOSSES = {
  full: () => {},
  "read-only": () => {
    execFileSync("mount", ["--bind", root, root]);
    execFileSync("mount", ["-o", "remount,bind,ro", root]);
  },
  deleted: () => rmSync(root, { recursive: true }),
};

const [root, loss] = process.argv.slice(2);
const run = startRun({ root, params: { loss } });
run.log({ loss: 1 }, { step: 0 });
run.tick();
LOSSES[loss]();
for (let step = 1; step < 20_000; step += 1) run.log({ loss: 1 / step }, { step });
run.tick();
process.exitCode = 7;
