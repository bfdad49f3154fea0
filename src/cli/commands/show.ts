import { cellText } from "../../frame/cell-text.js";
import { textTable } from "../../frame/text-table.js";
import { jsonValue } from "../../frame/exact-text.js";
import { recordedColumns } from "../../frame/recorded-columns.js";
import { reduceSeries } from "../../frame/reduce.js";
import type { RunRecord } from "../../index/run-index.js";
import { rootLayout, type RootLayout } from "../../store/layout.js";
import { readTraceback } from "../../store/read-traceback.js";
import { textWidth } from "../../util/text-width.js";
import { wrapText } from "../../util/wrap-text.js";
import type { Call, Command, Terminal } from "../command.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";
import { recordedLines } from "../recorded-text.js";
import { type ShownTrial, shownTrial } from "../trial-shape.js";
import { trialText } from "../trial-text.js";

/** A wider name of a param has a line of its own, in columns of a terminal. */
const WIDEST_NAME = 40;
/** Columns that values have at least. */
const LEAST_VALUE = 20;

export const show: Command = {
  usage: "ceteris show ID",
  help: `Shows one run: where it lies, why it failed, how it was started, its params, and
its statistics; of a trial, its experiment and the trial as Athena prints them.

  ID is a number, a directory's name, or a unique prefix of that.`,
  options: ROOT_OPTIONS,
  arity: [1, 1],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const index = openIndex(call);
    const run = await index.run(args[0]!);
    for (const { path, message } of run.problems) terminal.note(`warning: ${path} ${message}.`);
    const layout = rootLayout(index.root);
    const trial = shownTrial(layout, run);
    if (typeof trial === "string") terminal.note(`warning: ${trial}`);
    const shown = typeof trial === "string" ? null : trial;
    terminal.out(flags["json"] ? runJSON(run, shown) : runText(layout, run, shown, terminal));
  },
};

function runText(
  layout: RootLayout,
  run: RunRecord,
  trial: ShownTrial | null,
  terminal: Terminal,
): string {
  const { id, name, status, time, root, params, statistics } = run;
  const head = [
    `run ${id}${name === null ? "" : ` ${cellText(name)}`}  ${status}${time ? `  ${cellText(time)}` : ""}`,
    cellText(root),
    ...failureLines(run, terminal),
  ];
  const recorded = run.file ? recordedLines(layout, run.file) : [];
  const named = Object.entries(params)
    .filter(([key]) => !recordedFacts(run).includes(key))
    .map(([key, value]) => [cellText(key), cellText(value)]);
  const parts = [
    ...part("recorded", namedLines(recorded, terminal.width)),
    ...part("params", namedLines(named, terminal.width)),
    ...part("statistics", statisticLines(statistics, terminal.width)),
    ...(trial ? trialText(trial) : []),
  ];
  return `${[...head, ...parts].join("\n")}\n`;
}

/** Params that run.json tells, which are shown as what is recorded. */
function recordedFacts({ file, params }: RunRecord): string[] {
  return file ? recordedColumns(Object.keys(params), (name) => [params[name]]) : [];
}

/** A heading and its lines, apart from what stands above; nothing where there are no lines. */
function part(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", heading, ...lines] : [];
}

/** Names and values in two columns; a value that is too wide goes on below its beginning. */
function namedLines(entries: readonly (readonly string[])[], width: number = Infinity): string[] {
  if (entries.length === 0) return [];
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

function runJSON(run: RunRecord, trial: ShownTrial | null): string {
  const statistics = Object.fromEntries(
    Object.entries(run.statistics).map(([name, { step, value }]) => [
      name,
      { step: jsonValue(step), value: jsonValue(value) },
    ]),
  );
  const { id, time, root, name, status, params, file } = run;
  const document = {
    ...(jsonValue({ id, time, root, name, status, params }) as object),
    statistics,
    ...(file && { recorded: file }),
    ...(trial && { experiment: trial.experiment, trial: trial.trial }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
