import { startRun } from "../../../dist/record/start-run.js";

const [root, resume] = process.argv.slice(2);
startRun({ root, resume }).finish();
