import { compare } from "../../compare/compare.js";
import type { Comparison } from "../../compare/comparison.js";
import { comparisonText } from "../../compare/comparison-text.js";
import { drawComparison } from "../../plots/draw-comparison.js";
import type { Call, Command, Terminal } from "../command.js";
import { textFlag } from "../command.js";
import { COMPARE_FLAGS, COMPARE_HELP, compareOptions } from "../compare-options.js";
import { loadRuns } from "../load.js";
import { CHART_SUFFIXES, checkChartFile, saveChart } from "../save-chart.js";
import { UsageError } from "../usage-error.js";

type Write = (comparison: Comparison, terminal: Terminal) => string;

const FORMATS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ["text", (comparison, { width }) => `${comparisonText(comparison, width)}\n`],
  ["md", (comparison) => comparison.toMarkdown()],
  ["latex", (comparison) => comparison.toLatex()],
  ["json", (comparison) => `${JSON.stringify(comparison, null, 2)}\n`],
]);

export const compareCommand: Command = {
  usage: "ceteris compare FORMULA [MARK] [--where EXPR] [-o FILE]",
  help: `Compares levels of a param: ceteris compare 'val_accuracy ~ optimizer | lr'

  'loss ~ a * b'    main effects and interactions; 'loss ~ .' every param that
                    varies, and which of them matter
${COMPARE_HELP}
  --format FORMAT   text, md, latex or json; --json is --format json
  -o, --output FILE writes the chart: ${CHART_SUFFIXES}`,
  options: { ...COMPARE_FLAGS, format: { type: "string" } },
  arity: [1, 2],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const [formula, mark] = args as [string, string?];
    const options = compareOptions(flags);
    const write = formatOf(call);
    const file = textFlag(flags, "output");
    if (file !== undefined) checkChartFile(file);
    const comparison = compare(await loadRuns(call, mark, { failed: true }), formula, options);
    terminal.out(write(comparison, terminal));
    if (file !== undefined) saveChart(terminal, drawComparison(comparison), file);
  },
};

function formatOf({ flags }: Call): Write {
  const format = textFlag(flags, "format") ?? (flags["json"] ? "json" : "text");
  const write = FORMATS.get(format);
  if (write) return write;
  throw new UsageError(
    `There is no format ${format || '""'}; there are: ${[...FORMATS.keys()].join(", ")}.`,
  );
}
