import { extname } from "node:path";
import { desc, type ColumnTable } from "arquero";
import { toArrow } from "../../frame/arrow.js";
import { toParquet } from "../../frame/parquet.js";
import { toLatex } from "../../frame/to-latex.js";
import { toCSV, toJSON, toJSONLines, toMarkdown, toTSV } from "../../frame/to-text-formats.js";
import { type Call, type Command, textFlag } from "../command.js";
import { loadRuns, ROOT_OPTIONS } from "../load.js";
import { emit } from "../output.js";
import { checkColumn, namedColumns, telling } from "../run-columns.js";
import { runsText } from "../runs-text.js";
import { UsageError } from "../usage-error.js";

const FORMATS: Readonly<Record<string, (table: ColumnTable) => string | Uint8Array>> = {
  csv: toCSV,
  tsv: toTSV,
  json: toJSON,
  jsonl: toJSONLines,
  md: toMarkdown,
  latex: toLatex,
  parquet: toParquet,
  arrow: toArrow,
};

/** Ends of a file's name that say a format otherwise than by its own. */
const SUFFIXES: Readonly<Record<string, string>> = {
  "": "table",
  txt: "table",
  tex: "latex",
  ndjson: "jsonl",
  markdown: "md",
  pq: "parquet",
  feather: "arrow",
};

export const ls: Command = {
  usage: "ceteris ls [MARK] [--where EXPR] [--columns a,b] [--sort COL] [--failed]",
  help: `Lists runs: the params that vary, and the last value of every statistic.

  --where EXPR      only runs where it holds: "lr < 0.01 && optimizer == 'adam'"
  --columns a,b     these columns, in this order
  --sort COL        by a column; --sort=-COL sorts downwards
  --failed          failed runs too
  --tmp             runs started with --tmp too
  --format FORMAT   table, csv, tsv, json, jsonl, md, latex, parquet or arrow;
                    all but the table have every column. By default
                    what FILE ends in says it: runs.csv, runs.parquet;
                    .txt is the table
  -o, --output FILE writes to a file; parquet and arrow need it on a terminal`,
  options: {
    ...ROOT_OPTIONS,
    where: { type: "string" },
    columns: { type: "string" },
    sort: { type: "string" },
    failed: { type: "boolean" },
    tmp: { type: "boolean" },
    format: { type: "string" },
    output: { type: "string", short: "o" },
  },
  arity: [0, 1],
  run: listRuns,
};

async function listRuns(call: Call): Promise<void> {
  const { args, flags, terminal } = call;
  const format = formatOf(call);
  const loaded = await loadRuns(call, args[0], {
    failed: flags["failed"] === true,
    tmp: flags["tmp"] === true,
  });
  const runs = sorted(loaded, textFlag(flags, "sort"));
  const picked = textFlag(flags, "columns");
  const columns = picked === undefined ? null : namedColumns(runs, picked);
  const write = FORMATS[format];
  const result = write
    ? write(columns ? runs.select(columns) : runs)
    : runsText(runs, columns ?? telling(runs), terminal.width);
  await emit(terminal, result, textFlag(flags, "output"));
}

function formatOf({ flags }: Call): string {
  const format =
    textFlag(flags, "format") ?? (flags["json"] ? "json" : formatOfFile(textFlag(flags, "output")));
  if (isFormat(format)) return format;
  throw new UsageError(`There is no format ${format || '""'}; there are: ${formats()}.`);
}

/** What the end of a file's name says; the table where it has none, and where there is no file. */
function formatOfFile(file: string = ""): string {
  const suffix = extname(file).slice(1).toLowerCase();
  const format = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix]! : suffix;
  if (isFormat(format)) return format;
  throw new UsageError(
    `No format ends in .${suffix}, as ${file} does; name the file otherwise, or give --format with one of these: ${formats()}.`,
  );
}

function isFormat(format: string): boolean {
  return format === "table" || Object.hasOwn(FORMATS, format);
}

function formats(): string {
  return ["table", ...Object.keys(FORMATS)].join(", ");
}

function sorted(runs: ColumnTable, column: string | undefined): ColumnTable {
  if (column === undefined) return runs;
  if (column === "" || column === "-")
    throw new UsageError("--sort names no column; --sort=lr sorts upwards, --sort=-lr downwards.");
  const isDown = column.startsWith("-") && !runs.columnNames().includes(column);
  const name = checkColumn(runs, isDown ? column.slice(1) : column);
  return runs.orderby(isDown ? desc(name) : name);
}
