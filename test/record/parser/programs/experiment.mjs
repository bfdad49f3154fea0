import { ExParser } from "../../../../dist/record/parser/ex-parser.js";
import { KeyboardInterrupt } from "../../../../dist/record/parser/keyboard-interrupt.js";

/** Ways for a program to go on after its arguments are parsed. */
const PROGRAMS = {
  return: () => {},
  exit: () => process.exit(3),
  throw: () => {
    throw new Error("the loss is NaN");
  },
  wait: () => ready(),
  "safe-wait": () => args.safe_experiment(ready),
  "safe-prompt": () => args.safe_experiment(ready, { prompt: true, default: false }),
  "safe-exit": () => args.safe_experiment(() => process.exit(0)),
  "safe-never": () => void args.safe_experiment(() => new Promise(() => {})),
  "safe-throw": () =>
    args.safe_experiment(() => {
      throw new Error("the loss is NaN");
    }),
  "safe-late": () =>
    args.safe_experiment(() => {
      setTimeout(() => {
        throw new Error("too late");
      }, 10);
      return new Promise(() => {});
    }),
  "safe-own": async () => {
    let interrupt = () => {};
    process.once("SIGINT", () => interrupt(new KeyboardInterrupt("by hand")));
    const result = await args.safe_experiment(async () => {
      await new Promise((_, reject) => {
        interrupt = reject;
        void ready();
      });
    });
    process.stdout.write(`goes on, ${result === undefined}\n`);
    process.exit(0);
  },
};

/** Until the process is killed; handlers of signals are there once the event loop has turned. */
function ready() {
  setImmediate(() => process.stderr.write("ready\n"));
  return new Promise((resolve) => setTimeout(resolve, 60_000));
}

const [root, way] = process.argv.slice(2);
const parser = new ExParser({ root });
const args = parser.parse_args(way in PROGRAMS ? [] : [way]);
await PROGRAMS[way]();
