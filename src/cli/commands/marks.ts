import type { Call, Command } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";
import { type CountedMark, marksText } from "../marks-text.js";

export const marks: Command = {
  usage: "ceteris marks",
  help: "Lists the marks, with the number of runs below each.",
  options: ROOT_OPTIONS,
  arity: [0, 0],
  run: async (call: Call) => {
    const index = openIndex(call);
    const counted: CountedMark[] = [];
    for (const mark of await index.marks())
      counted.push({ mark, runs: (await index.info(mark)).numRows() });
    if (call.flags["json"]) call.terminal.out(`${JSON.stringify(counted, null, 2)}\n`);
    else if (counted.length === 0)
      call.terminal.note("no run is marked; ceteris mark KEY ID… does it");
    else call.terminal.out(marksText(counted));
  },
};
