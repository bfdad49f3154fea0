import { countText } from "../../util/count-text.js";
import type { Call, Command } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";
import { presentRuns } from "../present-runs.js";

export const mark: Command = {
  usage: "ceteris mark KEY ID…",
  help: `Marks runs, to be loaded by the key: ceteris mark paper/figure-2 12 13

  ID is a number, a directory's name, or a unique prefix of that. Keys nest with
  slashes. An ID that stands for no run is a warning: the others are marked, and
  the exit code is 1.`,
  options: ROOT_OPTIONS,
  arity: [2, Infinity],
  run: async (call: Call) => {
    const { key, ids } = keyAndIds(call);
    const index = openIndex(call);
    const runs = presentRuns(call, index, ids);
    await index.mark(key, runs);
    if (call.flags["json"]) call.terminal.out(`${JSON.stringify({ mark: key, ids: runs })}\n`);
    else call.terminal.note(`marked ${countText(runs.length, "run")} as ${key}`);
  },
};

export const unmark: Command = {
  usage: "ceteris unmark KEY ID…",
  help: `Takes runs out of a mark: ceteris unmark best 12

  An ID that stands for no run is a warning: the others are taken out, and the
  exit code is 1.`,
  options: ROOT_OPTIONS,
  arity: [2, Infinity],
  run: async (call: Call) => {
    const { key, ids } = keyAndIds(call);
    const index = openIndex(call);
    const runs = presentRuns(call, index, ids);
    const without = await index.unmark(key, runs);
    for (const run of without) call.terminal.note(`warning: ${run} was not marked ${key}`);
    const count = runs.length - without.length;
    if (call.flags["json"])
      call.terminal.out(`${JSON.stringify({ mark: key, removed: count, without })}\n`);
    else call.terminal.note(`took ${countText(count, "run")} out of ${key}`);
  },
};

function keyAndIds({ args }: Call): { key: string; ids: readonly string[] } {
  const [key, ...ids] = args as [string, ...string[]];
  return { key, ids };
}
