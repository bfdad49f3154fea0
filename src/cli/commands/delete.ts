import type { Index } from "../../index/run-index.js";
import { countText } from "../../util/count-text.js";
import { listWords } from "../../util/list-words.js";
import type { Call, Command } from "../command.js";
import { confirm } from "../confirm.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";
import { presentRuns } from "../present-runs.js";
import { UsageError } from "../usage-error.js";

const MOST_NAMED = 5;

export const deleteCommand: Command = {
  usage: "ceteris delete [--all] ID…",
  help: `Hides runs from the table: ceteris delete 12 13

  The runs keep their files and their marks; ceteris restore shows them again.

  --all             moves the runs' directories to the trash in .ceteris/, and
                    removes their marks; ceteris restore brings them back
  --empty-trash     deletes what is in the trash for good
  --yes             does not ask before

  ID is a number, a directory's name, or a unique prefix of that. One that
  stands for no run is a warning: the others are deleted, and the exit code is
  1. Where one of the runs is running, none goes to the trash.`,
  options: {
    ...ROOT_OPTIONS,
    all: { type: "boolean" },
    "empty-trash": { type: "boolean" },
    yes: { type: "boolean", short: "y" },
  },
  arity: [0, Infinity],
  run: async (call: Call) => {
    checkWords(call);
    const index = openIndex(call);
    if (call.flags["empty-trash"]) return emptyTrash(call, index);
    const runs = presentRuns(call, index, call.args);
    return call.flags["all"] ? moveToTrash(call, index, runs) : hide(call, index, runs);
  },
};

function checkWords({ args, flags }: Call): void {
  const isWhole = flags["empty-trash"] === true;
  if (isWhole && (args.length > 0 || flags["all"]))
    throw new UsageError("--empty-trash is for the whole trash; leave out the IDs and --all.");
  if (!isWhole && args.length === 0)
    throw new UsageError(`Too few arguments; usage: ${deleteCommand.usage}`);
}

async function hide({ flags, terminal }: Call, index: Index, runs: string[]): Promise<void> {
  const { deleted, hidden } = await index.delete(runs);
  for (const run of hidden)
    terminal.note(
      `warning: ${run} is not linked from index/, so that no table shows it; --all deletes its files too`,
    );
  if (flags["json"]) terminal.out(`${JSON.stringify({ deleted, hidden })}\n`);
  else if (deleted.length > 0)
    terminal.note(`hid ${countText(deleted.length, "run")}; ceteris restore ID… shows them again`);
}

async function moveToTrash(call: Call, index: Index, runs: string[]): Promise<void> {
  await confirm(
    call,
    `Move ${named(runs)} to the trash, with ${runs.length === 1 ? "its" : "their"} marks`,
  );
  const { deleted } = await index.delete(runs, { all: true });
  if (call.flags["json"]) return call.terminal.out(`${JSON.stringify({ deleted })}\n`);
  call.terminal.note(
    `moved ${countText(deleted.length, "run")} to the trash; ceteris restore ID… brings them back, ceteris delete --empty-trash frees the space`,
  );
}

function named(runs: readonly string[]): string {
  const shown = runs.slice(0, MOST_NAMED);
  const more = runs.length - shown.length;
  return listWords(more > 0 ? [...shown, `${more} more`] : shown);
}

async function emptyTrash(call: Call, index: Index): Promise<void> {
  const runs = await index.trash();
  const count = countText(runs.length, "run");
  if (runs.length > 0)
    await confirm(call, `Delete ${count} in the trash of ${index.root} for good`);
  await index.emptyTrash();
  if (call.flags["json"]) call.terminal.out(`${JSON.stringify({ emptied: true })}\n`);
  else call.terminal.note(`deleted ${count} for good`);
}
