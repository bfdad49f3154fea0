import { basename } from "node:path";
import { cellText } from "../../frame/cell-text.js";
import { textTable } from "../../frame/text-table.js";
import { hiddenRuns } from "../../index/delete-runs.js";
import type { Index, TrashedRun } from "../../index/run-index.js";
import { openRoot } from "../../store/open-root.js";
import type { RunLocation } from "../../store/run-location.js";
import { countText } from "../../util/count-text.js";
import { localTime } from "../../util/local-time.js";
import type { Call, Command } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

export const restore: Command = {
  usage: "ceteris restore [ID…]",
  help: `Brings back runs that ceteris delete hid, or moved to the trash, with their
marks: ceteris restore 12 13

  Without an ID it lists the trash, and the runs that are hidden. ID is a
  number, a directory's name, or a unique prefix of that.`,
  options: ROOT_OPTIONS,
  arity: [0, Infinity],
  run: async (call: Call) => {
    const index = openIndex(call);
    return call.args.length === 0 ? list(call, index) : bringBack(call, index);
  },
};

async function bringBack({ args, flags, terminal }: Call, index: Index): Promise<void> {
  const restored = await index.restore(args);
  if (flags["json"]) terminal.out(`${JSON.stringify({ restored })}\n`);
  else terminal.note(`restored ${countText(restored.length, "run")}`);
}

async function list({ flags, terminal }: Call, index: Index): Promise<void> {
  const trash = await index.trash();
  const hidden = hiddenRuns(openRoot(index.root)).map(hiddenRun);
  const runs: ListedRun[] = [...trash, ...hidden];
  if (flags["json"]) terminal.out(`${JSON.stringify(runs, null, 2)}\n`);
  else if (runs.length === 0) terminal.note("the trash is empty, and no run is hidden");
  else terminal.out(`${runLines(runs, terminal.width).join("\n")}\n`);
}

/** A run in the trash, or a hidden one, of which nobody knows when it was hidden. */
type ListedRun = Pick<TrashedRun, "directory" | "folder"> & Partial<TrashedRun>;

function hiddenRun({ directory, folder }: RunLocation): ListedRun {
  return { directory, folder };
}

function runLines(runs: readonly ListedRun[], width: number = Infinity): string[] {
  const column = (name: string, cell: (run: ListedRun) => string): Column => ({
    name,
    numeric: false,
    cells: runs.map((run) => cellText(cell(run))),
  });
  const columns = [
    column("run", ({ directory }) => basename(directory)),
    column("deleted", ({ deleted }) =>
      deleted ? localTime(deleted).slice(0, TO_SECONDS) : "hidden",
    ),
    column("from", ({ folder }) => `${folder}/`),
    column("marks", ({ marks = [] }) => marks.join(", ")),
  ];
  return [...textTable(columns, width).lines];
}

type Column = Parameters<typeof textTable>[0][number];
const TO_SECONDS = "2026-11-21T10:00:00".length;
