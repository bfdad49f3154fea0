import { cellText } from "../../frame/cell-text.js";
import { textTable } from "../../frame/text-table.js";
import { jsonValue } from "../../frame/exact-text.js";
import { reduceSeries } from "../../frame/reduce.js";
import type { RunRecord } from "../../index/run-index.js";
import { readTraceback } from "../../store/read-traceback.js";
import { textWidth } from "../../util/text-width.js";
import { wrapText } from "../../util/wrap-text.js";
import type { Call, Command, Terminal } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";

/** A wider name of a param has a line of its own, in columns of a terminal. */
const WIDEST_NAME = 40;
/** Columns that values have at least. */
const LEAST_VALUE = 20;

export const show: Command = {
  usage: "ceteris show ID",
  help: "Shows one run: where it lies, why it failed, its params, and its statistics.\n\n  ID is a number, a directory's name, or a unique prefix of that.",
  options: ROOT_OPTIONS,
  arity: [1, 1],
  run: async (call: Call) => {
    const run = await openIndex(call).run(call.args[0]!);
    for (const { path, message } of run.problems)
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
  const parts = [
    ...part("params", paramLines(params, terminal.width)),
    ...part("statistics", statisticLines(statistics, terminal.width)),
  ];
  return `${[...head, ...parts].join("\n")}\n`;
}

/** A heading and its lines, apart from what stands above; nothing where there are no lines. */
function part(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", heading, ...lines] : [];
}

/** Names and values in two columns; a value that is too wide goes on below its beginning. */
function paramLines(params: RunRecord["params"], width: number = Infinity): string[] {
  const entries = Object.entries(params).map(([name, value]) => [cellText(name), cellText(value)]);
  const widths = entries.map(([name]) => textWidth(name!));
  const room = Math.min(WIDEST_NAME, Math.floor(width / 2) - 4);
  const column = Math.min(room, Math.max(...widths));
  const indent = " ".repeat(column + 4);
  return entries.flatMap(([name, value], row) => {
    const [first, ...more] = wrapText(value!, Math.max(LEAST_VALUE, width - indent.length));
    const below = more.map((line) => indent + line);
    if (widths[row]! > column) return [`  ${name}`, indent + first, ...below];
    return [`  ${name}${" ".repeat(column - widths[row]!)}  ${first}`, ...below];
  });
}

function failureLines({ root }: RunRecord, terminal: Terminal): string[] {
  const traceback = readTraceback(root, (path, _kind, message) =>
    terminal.note(`warning: ${path} ${message}.`),
  );
  if (!traceback) return [];
  const reason = wrapText(cellText(traceback.reason), terminal.width ?? Infinity);
  return ["", ...reason, cellText(traceback.path)].filter((line, at) => at === 0 || line !== "");
}

function statisticLines(statistics: RunRecord["statistics"], width: number | undefined): string[] {
  const all = Object.entries(statistics);
  if (all.length === 0) return [];
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
