import { countText } from "../../util/count-text.js";
import type { Call, Command } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

export const mark: Command = {
  usage: "ceteris mark KEY ID…",
  help: `Marks runs, to be loaded by the key: ceteris mark paper/figure-2 12 13

  ID is a number, a directory's name, or a unique prefix of that. Keys nest with
  slashes.`,
  options: ROOT_OPTIONS,
  arity: [2, Infinity],
  run: async (call: Call) => {
    const [key, ...ids] = call.args as [string, ...string[]];
    await openIndex(call).mark(key, ids);
    if (call.flags["json"]) call.terminal.out(`${JSON.stringify({ mark: key, ids })}\n`);
    else call.terminal.note(`marked ${countText(ids.length, "run")} as ${key}`);
  },
};

export const unmark: Command = {
  usage: "ceteris unmark KEY ID…",
  help: "Takes runs out of a mark: ceteris unmark best 12",
  options: ROOT_OPTIONS,
  arity: [2, Infinity],
  run: async (call: Call) => {
    const [key, ...ids] = call.args as [string, ...string[]];
    const without = await openIndex(call).unmark(key, ids);
    for (const run of without) call.terminal.note(`warning: ${run} was not marked ${key}`);
    const count = ids.length - without.length;
    if (call.flags["json"])
      call.terminal.out(`${JSON.stringify({ mark: key, removed: count, without })}\n`);
    else call.terminal.note(`took ${countText(count, "run")} out of ${key}`);
  },
};
