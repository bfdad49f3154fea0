import { COMPARISON_CHARTS, type ChartOptions } from "../../plots/chart-options.js";
import { plot } from "../../plots/plot-runs.js";
import { listWords } from "../../util/list-words.js";
import { type Call, type Command, textFlag } from "../command.js";
import { COMPARE_FLAGS, COMPARE_HELP, compareOptions } from "../compare-options.js";
import { loadRuns } from "../load.js";
import { CHART_SUFFIXES, checkChartFile, saveChart } from "../save-chart.js";
import { UsageError } from "../usage-error.js";

export const plotCommand: Command = {
  usage: "ceteris plot FORMULA [MARK] [--as KIND] [--where EXPR] -o FILE",
  help: `Draws what a formula calls for: ceteris plot 'loss ~ step + lr' -o curves.svg

  -o, --output FILE ${CHART_SUFFIXES}
  --as KIND         ${listWords(COMPARISON_CHARTS, "or")}; step in the formula makes
                    learning curves
  --title TEXT      instead of the title that the formula gives
  --width PX        of the whole picture
${COMPARE_HELP}`,
  options: {
    ...COMPARE_FLAGS,
    as: { type: "string" },
    title: { type: "string" },
    width: { type: "string" },
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
    const chart = plot(await loadRuns(call, mark, { failed: true }), formula, options);
    saveChart(terminal, chart, file);
    if (flags["json"])
      terminal.out(`${JSON.stringify({ formula, file, description: chart.description })}\n`);
  },
};

function chartOptions({ flags }: Call): ChartOptions {
  const title = textFlag(flags, "title");
  const width = textFlag(flags, "width");
  return {
    ...(flags["as"] === undefined ? {} : { as: chartName(String(flags["as"])) }),
    ...(title === undefined ? {} : { title }),
    ...(width === undefined ? {} : { width: pixels(width) }),
  };
}

function chartName(text: string): NonNullable<ChartOptions["as"]> {
  const name = COMPARISON_CHARTS.find((known) => known === text);
  if (name) return name;
  throw new UsageError(`There is no chart ${text}; there are: ${COMPARISON_CHARTS.join(", ")}.`);
}

function pixels(text: string): number {
  const width = Number(text);
  if (Number.isFinite(width) && width > 0) return width;
  throw new UsageError(`--width is ${text}; it has to be a number of pixels, such as 600.`);
}
