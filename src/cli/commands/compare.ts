import { compare } from "../../compare/compare.js";
import type { Comparison } from "../../compare/comparison.js";
import { comparisonText } from "../../compare/comparison-text.js";
import { drawComparison } from "../../plots/draw-comparison.js";
import type { Call, Command } from "../command.js";
import { textFlag } from "../command.js";
import { COMPARE_FLAGS, COMPARE_HELP, compareOptions } from "../compare-options.js";
import { loadRuns } from "../load.js";
import { CHART_SUFFIXES, checkChartFile, saveChart } from "../save-chart.js";

export const compareCommand: Command = {
  usage: "ceteris compare FORMULA [MARK] [--where EXPR] [-o FILE]",
  help: `Compares levels of a param: ceteris compare 'val_accuracy ~ optimizer | lr'

${COMPARE_HELP}
  -o, --output FILE writes the chart: ${CHART_SUFFIXES}`,
  options: COMPARE_FLAGS,
  arity: [1, 2],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const [formula, mark] = args as [string, string?];
    const options = compareOptions(flags);
    const file = textFlag(flags, "output");
    if (file !== undefined) checkChartFile(file);
    const comparison = compare(await loadRuns(call, mark, { failed: true }), formula, options);
    terminal.out(
      flags["json"] ? toJSON(comparison) : `${comparisonText(comparison, terminal.width)}\n`,
    );
    if (file !== undefined) saveChart(terminal, drawComparison(comparison), file);
  },
};

function toJSON(comparison: Comparison): string {
  return `${JSON.stringify(comparison, null, 2)}\n`;
}
