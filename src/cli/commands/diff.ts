import { jsonValue } from "../../frame/exact-text.js";
import { diffRuns } from "../../index/diff/diff-runs.js";
import type { Call, Command } from "../command.js";
import { diffText } from "../diff-text.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

export const diff: Command = {
  usage: "ceteris diff ID ID",
  help: `Shows in what two runs differ: params, command, code, environment, machine, and
statistics.

  ID is a number, a directory's name, or a unique prefix of that. The code is
  told by its commits and uncommitted changes, as they were recorded.`,
  options: ROOT_OPTIONS,
  arity: [2, 2],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const index = openIndex(call);
    const [a, b] = [await index.run(args[0]!), await index.run(args[1]!)];
    for (const { path, message } of [...a.problems, ...b.problems])
      terminal.note(`warning: ${path} ${message}.`);
    const difference = diffRuns(a, b);
    terminal.out(
      flags["json"]
        ? `${JSON.stringify(jsonValue(difference), null, 2)}\n`
        : diffText(difference, terminal.width),
    );
  },
};
