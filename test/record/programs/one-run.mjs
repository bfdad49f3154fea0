import { startRun } from "../../../dist/record/start-run.js";

/** Ways for a program to end, or not to. */
const ENDINGS = {
  exit: () => process.exit(3),
  return: () => {},
  throw: () => {
    throw new Error("the loss is NaN");
  },
  reject: () => Promise.reject(new Error("no answer")),
  later: () => {
    setTimeout(() => run.log({ loss: 1 }, { step: 3 }), 50); // what came before is flushed by then
    setInterval(() => {}, 1000);
  },
  wait: () => setInterval(() => {}, 1000),
  "own-handler": () => {
    const timer = setInterval(() => {}, 1000);
    const end = () => {
      run.log({ last: 1 });
      run.finish();
      clearInterval(timer);
    };
    process.on("SIGTERM", () => setTimeout(end, 100)); // as if it saved a checkpoint first
  },
  compute: () => {
    for (let step = 3; ; step += 1) {
      run.log({ loss: step }, { step });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  },
};

const [root, ending] = process.argv.slice(2);
const run = startRun({ root, params: { ending } });
run.log({ loss: 0.5 }, { step: 1 });
run.log({ loss: NaN }, { step: 2 });
process.stdout.write(`${run.directory}\n`);
await ENDINGS[ending]();
