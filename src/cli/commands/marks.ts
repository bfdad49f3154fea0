import { cellText } from "../../frame/cell-text.js";
import { countText } from "../../util/count-text.js";
import type { Call, Command } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

export const marks: Command = {
  usage: "ceteris marks",
  help: "Lists the marks, with the number of runs below each.",
  options: ROOT_OPTIONS,
  arity: [0, 0],
  run: async (call: Call) => {
    const index = openIndex(call);
    const counted: { mark: string; runs: number }[] = [];
    for (const mark of await index.marks())
      counted.push({ mark, runs: (await index.info(mark)).numRows() });
    if (call.flags["json"]) call.terminal.out(`${JSON.stringify(counted, null, 2)}\n`);
    else if (counted.length === 0)
      call.terminal.note("no run is marked; ceteris mark KEY ID… does it");
    else
      call.terminal.out(
        counted.map(({ mark, runs }) => `${cellText(mark)}  ${countText(runs, "run")}\n`).join(""),
      );
  },
};
