import type { Comparison } from "../../../compare/comparison.js";
import type { Direction, Factor, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { countText } from "../../../util/count-text.js";
import { formatP, formatSignificant } from "../../../util/format-number.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { freeNames } from "../../chart/free-names.js";
import { levelStyles, type LevelStyle } from "../../look/level-style.js";
import { panelHeading, panelName } from "../../parts/panel-heading.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { rankedBlocks, type RankedBlocks } from "./rank-blocks.js";
import { rankLevels } from "../../parts/rank-levels.js";
import { rankRuler, rulerHeight, rulerSides } from "./rank-ruler.js";
import { rowsOf } from "../../parts/rows-of.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecRow } from "../../render/spec.js";
import { designSentences } from "../../parts/titles.js";

/** Length of the ruler in px: at least, and for each level. */
const RULER = { least: 280, level: 34, most: 560 } as const;

/** Px of all rulers side by side, at most. */
const ALL = 1100;

const LEAST_LEVELS = 3;

/** A panel with its ranks. */
interface RankedPanel extends RankedBlocks {
  readonly panel: Panel;
}

/**
 * A critical difference diagram: the mean ranks of the levels over blocks, such as datasets or seeds, on a ruler. Bars
 * join the levels of which no two differ by Nemenyi's test, and the critical difference is drawn above. Where a block
 * has several runs of a level they are ranked by their mean; blocks that lack a level are left out.
 *
 * Source: Demšar, "Statistical comparisons of classifiers over multiple data sets", JMLR 7 (2006).
 *
 * @throws CeterisError CHART without a direction, with fewer than three levels, or fewer than two blocks that have all
 */
export function ranks(comparison: Comparison, options: DrawOptions = {}): Chart {
  const factor = firstFactor(comparison);
  const { design } = comparison;
  const panels = panelGrid(comparison).flat();
  const ranked = new Map(panels.map((panel) => [panel, rankedPanel(panel, factor, comparison)]));
  const all = [...ranked.values()];
  const styles = stylesOf(comparison, factor, options);
  const cliques = Math.max(...all.map((one) => one.nemenyi.cliques.length));
  const ruler = Math.max(RULER.least, Math.min(RULER.most, RULER.level * styles.length));
  const each = ruler + 2 * rulerSides({ styles });
  const most = paperOf(options).width ?? ALL;
  const grid = rowsOf(panels, Math.max(1, Math.min(panels.length, Math.floor(most / each))));
  return panelsChart(
    {
      comparison,
      kind: "Critical difference diagram",
      grid,
      usual: {
        width: each * grid[0]!.length,
        height: rulerHeight(styles.length, cliques) * grid.length,
      },
      sentences: () => sentences(comparison, all),
      view: (panel, { width, height }) => {
        const { nemenyi } = ranked.get(panel)!;
        return {
          ...panelHeading(panelName(panel, design), width),
          ...rankRuler({ styles, ...nemenyi }, width, height),
        };
      },
      rows: all.flatMap((one) => rankRows(one, comparison, factor)),
    },
    options,
  );
}

function firstFactor({ design, formula }: Comparison): Factor {
  const [factor] = design.factors;
  if (factor === undefined || factor.levels.length < LEAST_LEVELS)
    throw new CeterisError(
      "CHART",
      `Mean ranks are for three levels or more and '${formula}' has ${factor?.levels.length ?? 0}; draw it as 'estimation' or 'slopes'.`,
    );
  if (design.block === undefined)
    throw new CeterisError(
      "CHART",
      `Mean ranks need blocks in which every level was run, and '${formula}' has none; name one, as in (1|dataset).`,
    );
  return factor;
}

function rankedPanel(panel: Panel, factor: Factor, { design }: Comparison): RankedPanel {
  const direction = directionOf(panel.response);
  const { confidence } = design;
  const found = rankedBlocks(panel.observations, factor.levels, { direction, confidence });
  if (found.nemenyi.blocks > 1) return { panel, ...found };
  const where = panel.heading === "" ? "" : ` at ${panel.heading}`;
  throw new CeterisError(
    "CHART",
    `Mean ranks need two blocks or more that have every level of ${factor.name}, and ${countText(found.nemenyi.blocks, design.block ?? "block")} ${found.nemenyi.blocks === 1 ? "has" : "have"} them${where}; leave out the level that was run least.`,
  );
}

function directionOf({ name, direction }: Response): Direction {
  if (direction !== undefined) return direction;
  throw new CeterisError(
    "CHART",
    `Ranks need to know whether more ${name} is better; say so to compare, with { direction: "up" } or { direction: "down" }.`,
  );
}

function stylesOf(
  comparison: Comparison,
  { levels }: Factor,
  { colors }: DrawOptions,
): LevelStyle[] {
  const standOut = [levels[0] ?? null, ...rankLevels(comparison, 0).slice(0, 1)];
  return levelStyles(levels, { standOut, ...(colors === undefined ? {} : { colours: colors }) });
}

function sentences(comparison: Comparison, all: readonly RankedPanel[]): string[] {
  const { design } = comparison;
  const block = design.block ?? "block";
  const alpha = formatSignificant(1 - design.confidence, 3);
  const [first] = all;
  const incomplete = all.reduce((sum, one) => sum + one.incomplete, 0);
  const test =
    all.length === 1 && first !== undefined
      ? `Friedman χ² = ${formatSignificant(first.friedman.chiSquare, 3)}, p ${formatP(first.friedman.p)}`
      : "";
  return [
    `Mean ranks over ${countText(first?.nemenyi.blocks ?? 0, block)}${all.length > 1 ? " in the first panel" : ""}, 1 is the best`,
    `Bars join levels of which no two differ by Nemenyi's test at ${alpha}; CD is the critical difference`,
    test,
    ...designSentences(comparison),
    incomplete === 0
      ? ""
      : `${countText(incomplete, block)} left out that ${incomplete === 1 ? "lacks" : "lack"} a level`,
  ];
}

function rankRows(
  { panel, nemenyi }: RankedPanel,
  { design }: Comparison,
  factor: Factor,
): SpecRow[] {
  const names = freeNames(
    [...design.facets.map(({ name }) => name), factor.name],
    ["response", "mean_rank", "blocks"],
  );
  return factor.levels.map((level, i) => ({
    response: panel.response.name,
    ...Object.fromEntries(names.map((name, j) => [name, [...panel.facets, level][j] ?? null])),
    mean_rank: nemenyi.meanRanks[i] ?? null,
    blocks: nemenyi.blocks,
  }));
}
