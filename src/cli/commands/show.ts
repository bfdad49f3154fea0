import { cellText } from "../../frame/cell-text.js";
import { textTable } from "../../frame/text-table.js";
import { jsonValue } from "../../frame/exact-text.js";
import { reduceSeries } from "../../frame/reduce.js";
import type { RunRecord } from "../../index/run-index.js";
import { readTraceback } from "../../store/read-traceback.js";
import type { Call, Command, Terminal } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

export const show: Command = {
  usage: "ceteris show ID",
  help: "Shows one run: where it lies, why it failed, its params, and its statistics.\n\n  ID is a number, a directory's name, or a unique prefix of that.",
  options: ROOT_OPTIONS,
  arity: [1, 1],
  run: async (call: Call) => {
    const index = openIndex(call);
    const run = await index.run(call.args[0]!);
    for (const { path, message } of index.problems)
      call.terminal.note(`warning: ${path} ${message}.`);
    call.terminal.out(call.flags["json"] ? runJSON(run) : runText(run, call.terminal));
  },
};

function runText(run: RunRecord, terminal: Terminal): string {
  const { id, name, status, time, root, params, statistics } = run;
  const head = [
    `run ${id}${name === null ? "" : ` ${cellText(name)}`}  ${status}${time ? `  ${cellText(time)}` : ""}`,
    cellText(root),
    ...failureLines(run, terminal),
  ];
  const values = Object.entries(params).map(([key, value]) => ({
    key: cellText(key),
    value: cellText(value),
  }));
  const widest = values.reduce((most, { key }) => Math.max(most, key.length), 0);
  const lines = values.map(({ key, value }) => `  ${key.padEnd(widest)}  ${value}`);
  const table =
    Object.keys(statistics).length > 0
      ? ["", "statistics", ...statisticLines(statistics, terminal.width)]
      : [];
  return `${[...head, "", "params", ...lines, ...table].join("\n")}\n`;
}

function failureLines({ root }: RunRecord, terminal: Terminal): string[] {
  const traceback = readTraceback(root, (path, _kind, message) =>
    terminal.note(`warning: ${path} ${message}.`),
  );
  return traceback ? ["", ...[traceback.reason, traceback.path].filter(Boolean).map(cellText)] : [];
}

function statisticLines(statistics: RunRecord["statistics"], width: number | undefined): string[] {
  const all = Object.entries(statistics);
  const column = (
    name: string,
    cell: (entry: (typeof all)[number]) => unknown,
  ): { name: string; numeric: boolean; cells: string[] } => ({
    name,
    numeric: name !== "name",
    cells: all.map((entry) => cellText(cell(entry))),
  });
  const columns = [
    column("name", ([name]) => name),
    column("samples", ([, series]) => series.value.length),
    column("last", ([, series]) => reduceSeries(series, "last")),
    column("min", ([, series]) => reduceSeries(series, "min")),
    column("max", ([, series]) => reduceSeries(series, "max")),
  ];
  return textTable(columns, (width ?? Infinity) - 2).lines.map((line) => `  ${line}`);
}

function runJSON(run: RunRecord): string {
  const statistics = Object.fromEntries(
    Object.entries(run.statistics).map(([name, { step, value }]) => [
      name,
      { step: jsonValue(step), value: jsonValue(value) },
    ]),
  );
  const { id, time, root, name, status, params } = run;
  return `${JSON.stringify({ ...(jsonValue({ id, time, root, name, status, params }) as object), statistics }, null, 2)}\n`;
}
