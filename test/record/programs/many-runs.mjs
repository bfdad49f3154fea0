import { startRun } from "../../../dist/record/start-run.js";

const [root, count, writer] = process.argv.slice(2);
for (let index = 0; index < Number(count); index += 1) {
  const run = startRun({ root, params: { writer: Number(writer), index }, tmp: index % 10 === 0 });
  if (index % 10 === 1) run.fail(new Error("on purpose"));
  else run.finish();
}
