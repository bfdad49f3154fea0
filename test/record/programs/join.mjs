import { joinRun } from "../../../dist/record/join-run.js";

const [writer, rows] = process.argv.slice(2);
const run = joinRun();
for (let step = 0; step < Number(rows); step += 1) run.log({ [`loss_${writer}`]: step }, { step });
process.stdout.write(JSON.stringify({ id: run.id, params: run.params, attempt: run.attempt }));
if (writer === "1") run.finish();
else if (writer === "2") process.exit(0);
