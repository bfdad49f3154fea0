import { startRun } from "../../../dist/record/start-run.js";

const [root, count, writer] = process.argv.slice(2);
for (let index = 0; index < Number(count); index += 1) {
  const params = { writer: Number(writer), index };
  const run = startRun({ root, params, tmp: index % 10 === 0, capture: false });
  if (index % 10 === 1) run.fail(new Error("on purpose"));
  else run.finish();
}
