import {
  COMPARISON_CHARTS,
  STEP_CHARTS,
  TASK_MEASURES,
  type TaskMeasure,
} from "../../plots/chart/chart-options.js";
import { chartFormat } from "../../plots/chart/chart-format.js";
import { type Length, lengthInPx } from "../../plots/chart/length.js";
import { plot, type PlotOptions } from "../../plots/plot-runs.js";
import { THEMES } from "../../plots/look/themes.js";
import type { PngOptions } from "../../plots/render/render-png.js";
import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";
import { nearestName } from "../../util/nearest-name.js";
import { wrapWords } from "../../util/wrap-words.js";
import { type Call, type Command, textFlag } from "../command.js";
import { COMPARE_FLAGS, COMPARE_HELP, compareOptions } from "../compare-options.js";
import { loadRuns } from "../load.js";
import { CHART_SUFFIXES, checkChartFile, saveChart } from "../save-chart.js";
import { UsageError } from "../usage-error.js";

const KINDS = [...COMPARISON_CHARTS, ...STEP_CHARTS] as const;
type Kind = (typeof KINDS)[number];

const SCALES = ["linear", "log"] as const;

/** The names of all charts, below each other at the column of the help. */
const KIND_LINES = wrapWords(
  [...KINDS].map((kind) => `${kind},`),
  58,
)
  .join("\n")
  .replace(/,$/, ".")
  .replaceAll(/\n\s*/g, `\n${" ".repeat(20)}`);

export const plotCommand: Command = {
  usage: "ceteris plot FORMULA [MARK] [--as KIND] [--where EXPR] -o FILE",
  help: `Draws what a formula calls for: ceteris plot 'loss ~ step + lr' -o curves.svg

  -o, --output FILE ${CHART_SUFFIXES}
  --as KIND         ${KIND_LINES}
                    By default what suits the formula; step in it makes
                    learning curves
  --title TEXT      instead of the title that the formula gives
  --width SIZE      of the whole picture: px, or a length such as 85mm
  --height SIZE     the same
  --theme THEME     ${listWords(THEMES, "or")}; paper has no title, and its
                    caption is printed
  --font-size PT    of labels on paper, in points
  --dpi N           pixels of a .png per inch; 192 by default
  --scale N         the same per px; 2 by default
  --x, --y SCALE    of learning curves: linear or log
  --best SHARE      of the configurations that stand out in parallel; 0.1 by
                    default
  --measures LIST   over tasks, which are the facets, in interval:
                    ${TASK_MEASURES.join(", ")}
${COMPARE_HELP}`,
  options: {
    ...COMPARE_FLAGS,
    as: { type: "string" },
    title: { type: "string" },
    width: { type: "string" },
    height: { type: "string" },
    theme: { type: "string" },
    "font-size": { type: "string" },
    x: { type: "string" },
    y: { type: "string" },
    best: { type: "string" },
    measures: { type: "string" },
    dpi: { type: "string" },
    scale: { type: "string" },
  },
  arity: [1, 2],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const [formula, mark] = args as [string, string?];
    const file = textFlag(flags, "output");
    if (file === undefined)
      throw new UsageError(`The chart needs a file: -o FILE, which ends in ${CHART_SUFFIXES}.`);
    checkChartFile(file);
    const options = { ...compareOptions(flags), ...chartOptions(call) };
    const png = pngOptions(call, file);
    const chart = plot(await loadRuns(call, mark, { failed: true }), formula, options);
    saveChart(terminal, chart, file, png);
    const { caption, description } = chart;
    if (flags["json"]) terminal.out(`${JSON.stringify({ formula, file, caption, description })}\n`);
    else if (options.theme === "paper") terminal.out(`${caption}\n`);
  },
};

function chartOptions({ flags }: Call): Omit<PlotOptions, "as"> & { readonly as?: Kind } {
  const given = {
    as: oneOf(flags, "as", KINDS, "chart"),
    title: textFlag(flags, "title"),
    width: length(flags, "width"),
    height: length(flags, "height"),
    theme: oneOf(flags, "theme", THEMES, "theme"),
    fontSize: number(flags, "font-size", "points, such as 8"),
    x: oneOf(flags, "x", SCALES, "scale"),
    y: oneOf(flags, "y", SCALES, "scale"),
    best: number(flags, "best", "a share, such as 0.1"),
    measures: measures(flags),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** @throws UsageError where they are for no PNG, or both are given. */
function pngOptions({ flags }: Call, file: string): PngOptions {
  const given = {
    dpi: number(flags, "dpi", "pixels per inch, such as 300"),
    scale: number(flags, "scale", "a number such as 4"),
  };
  const options = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const [name] = Object.keys(options);
  if (name !== undefined && chartFormat(file) !== ".png")
    throw new UsageError(`--${name} is for a .png, and ${file} is none; leave it out.`);
  return options;
}

function oneOf<Name extends string>(
  flags: Call["flags"],
  flag: string,
  names: readonly Name[],
  what: string,
): Name | undefined {
  const text = textFlag(flags, flag);
  return text === undefined ? undefined : known(text, names, what);
}

function known<Name extends string>(text: string, names: readonly Name[], what: string): Name {
  const name = names.find((one) => one === text);
  if (name) return name;
  const nearest = nearestName(text, names);
  const remedy = nearest ? `did you mean ${nearest}?` : `there are: ${names.join(", ")}.`;
  throw new UsageError(`There is no ${what} ${text}; ${remedy}`);
}

function measures(flags: Call["flags"]): TaskMeasure[] | undefined {
  const names = textFlag(flags, "measures")?.split(",");
  return names?.map((name) => known(name.trim(), TASK_MEASURES, "measure"));
}

/** A bare number is px. */
function length(flags: Call["flags"], flag: string): Length | undefined {
  const text = textFlag(flags, flag);
  if (text === undefined) return undefined;
  try {
    lengthInPx(`${text}${/[a-z]\s*$/i.test(text) ? "" : "px"}` as Length, flag);
  } catch (error) {
    throw error instanceof CeterisError ? new UsageError(`--${flag}: ${error.message}`) : error;
  }
  return /[a-z]\s*$/i.test(text) ? (text as Length) : Number(text);
}

function number(flags: Call["flags"], flag: string, wanted: string): number | undefined {
  const text = textFlag(flags, flag);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value > 0) return value;
  throw new UsageError(`--${flag} is ${text}; it has to be ${wanted}.`);
}
