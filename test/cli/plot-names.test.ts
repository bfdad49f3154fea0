import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { ColumnTable } from "arquero";
import { plotCommand } from "../../src/cli/commands/plot.js";
import { terminalOf } from "../../src/cli/terminal.js";
import { filterWhere } from "../../src/compare/where.js";
import { Index } from "../../src/index/run-index.js";
import { COMPARISON_CHARTS, STEP_CHARTS } from "../../src/plots/chart/chart-options.js";
import { plot, type PlotOptions } from "../../src/plots/plot-runs.js";
import { PROJECT } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");
const WHERE = "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]";

const FACETS = "val_accuracy ~ optimizer | lr";
const CROSSED = "val_accuracy ~ optimizer * lr";
const STEPS = "val_loss ~ step + optimizer | lr";

type Name = NonNullable<PlotOptions["as"]>;

type Case = readonly [
  as: Name,
  formula: string,
  kind: string,
  refused: readonly [formula: string, sentence: RegExp],
];

/** Of each name: a formula that it draws, how its description begins, and what it says of one that it does not. */
const CHARTS: readonly Case[] = [
  ["estimation", FACETS, "Estimation plot", [CROSSED, /draw it as 'interval'\.$/]],
  ["interval", FACETS, "Interval plot", [STEPS, /leave step out, or draw it as 'curves'/]],
  ["slopes", FACETS, "Slope plot", [STEPS, /leave step out/]],
  ["response", "val_accuracy ~ log10(lr)", "Response plot", [FACETS, /as in accuracy ~ lr/]],
  ["heatmap", CROSSED, "Heatmap", [FACETS, /name two, as in accuracy ~ lr \+ batch_size\.$/]],
  ["parallel", FACETS, "Parallel coordinates", [STEPS, /leave step out/]],
  ["design", FACETS, "Design", [STEPS, /leave step out/]],
  ["ranks", FACETS, "Critical difference diagram", ["val_accuracy ~ 1", /three levels or more/]],
  ["profile", FACETS, "Performance profile", [CROSSED, /put the others behind \|, as facets/]],
  ["improvement", FACETS, "Probability of improvement", [CROSSED, /put the others behind \|/]],
  ["interaction", CROSSED, "Interaction plot", [FACETS, /join two factors by \*, as in/]],
  ["importance", "val_accuracy ~ .", "Importance", ["val_accuracy ~ 1", /name some/]],
  ["pairwise", FACETS, "Matrix of", [FACETS, /compare it with \{ contrasts: "pairs" \}\.$/]],
  ["forest", FACETS, "Forest plot", ["val_accuracy ~ 1", /draw it as 'interval'\.$/]],
  ["budget", FACETS, "Budget", ["val_accuracy ~ 1", /A budget is planned from/]],
  ["curves", STEPS, "Learning curves", [FACETS, /as in loss ~ step \+ optimizer \| task\.$/]],
  ["efficiency", STEPS, "Sample efficiency", [FACETS, /as in loss ~ step \+ optimizer \| task\.$/]],
];

let runs: ColumnTable;
beforeAll(async () => {
  runs = filterWhere(await new Index(ROOT).info(undefined, { failed: true }), WHERE);
});

/** What the command says with --json, and the file that it wrote. */
async function byCommand(
  formula: string,
  flags: Record<string, string | boolean>,
  file: string,
): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const terminal = terminalOf({ stdin, stdout, stderr }, undefined);
  const all = { ...flags, output: file, json: true, root: ROOT, where: WHERE };
  await plotCommand.run({ args: [formula], flags: all, terminal, exitWith: () => {} });
  return (JSON.parse(String(stdout.read())) as { description: string }).description;
}

describe("every name of a chart", () => {
  it("is here", () => {
    expect(CHARTS.map(([as]) => as)).toEqual([...COMPARISON_CHARTS, ...STEP_CHARTS]);
  });

  it.each<Case>(CHARTS)(
    "%s draws '%s', by plot and by the command alike",
    async (as, formula, kind) => {
      const file = join(temporaryFolder(), `${as}.vl.json`);
      const isPairs = as === "pairwise";
      const chart = plot(runs, formula, isPairs ? { as, contrasts: "pairs" } : { as });
      expect(chart.description.slice(0, kind.length)).toBe(kind);
      expect(await byCommand(formula, { as, pairs: isPairs }, file)).toBe(chart.description);
      expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(
        JSON.parse(JSON.stringify(chart.spec)),
      );
      expect(chart.data().numRows()).toBeGreaterThan(0);
    },
  );

  it.each<Case>(CHARTS)(
    "%s says in one sentence what to do instead",
    async (as, _, __, refused) => {
      const file = join(temporaryFolder(), `${as}.vl.json`);
      const [formula, sentence] = refused;
      expect(() => plot(runs, formula, { as })).toThrow(sentence);
      await expect(byCommand(formula, { as }, file)).rejects.toThrow(sentence);
    },
  );
});
