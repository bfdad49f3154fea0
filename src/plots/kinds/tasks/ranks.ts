import { blockNoun } from "../../../compare/block-noun.js";
import type { Comparison } from "../../../compare/comparison.js";
import {
  FEWEST_BLOCKS,
  type RankedBlocks,
  rankWithinBlocks,
} from "../../../compare/rank-blocks.js";
import type { Direction, Factor, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { countText } from "../../../util/count-text.js";
import { listWords } from "../../../util/list-words.js";
import { formatP, formatSignificant } from "../../../util/format-number.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { freeNames } from "../../chart/free-names.js";
import { headed, panelName } from "../../parts/panel-heading.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { rankRuler, rulerHeight, rulerSides } from "./rank-ruler.js";
import { rowsOf } from "../../parts/rows-of.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecRow } from "../../render/spec.js";
import { controlAndBestStyles } from "../../parts/control-and-best-styles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { blocksText } from "../../parts/sentences/units.js";
import { rangeText } from "../../parts/words.js";

/** Length of the ruler in px: at least, and for each level. */
const RULER = { tight: 40, least: 280, level: 34, most: 560 } as const;

/** Px of all rulers side by side, at most. */
const ALL = 1100;

const LEAST_LEVELS = 3;

/** Tests of so many panels are told one by one. */
const MOST_TESTS = 4;

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
  checkDrawing("ranks", comparison, options);
  const factor = firstFactor(comparison);
  const { design } = comparison;
  const panels = panelGrid(comparison).flat();
  const ranked = new Map(panels.map((panel) => [panel, rankedPanel(panel, factor, comparison)]));
  const all = [...ranked.values()];
  const styles = controlAndBestStyles(comparison, 0, options);
  const cliques = Math.max(...all.map((one) => one.nemenyi.cliques.length));
  const ruler = Math.max(RULER.least, Math.min(RULER.most, RULER.level * styles.length));
  const each = ruler + 2 * rulerSides({ styles });
  const most = paperOf(options).width ?? ALL;
  const grid = rowsOf(panels, Math.max(1, Math.min(panels.length, Math.floor(most / each))));
  return panelsChart(
    {
      comparison,
      kind: "Critical difference diagram",
      draws: "mean ranks",
      grid,
      usual: {
        width: each * grid[0]!.length,
        height: rulerHeight(styles.length, cliques) * grid.length,
      },
      room: { least: { width: 2 * rulerSides({ styles }) + RULER.tight } },
      sentences: () => sentences(comparison, all),
      view: (panel, { width, height }) => {
        const { nemenyi } = ranked.get(panel)!;
        return headed(panelName(panel, design), rankRuler({ styles, ...nemenyi }, width, height));
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
  const values = panel.observations.map(({ levels, block, value }) => ({
    level: levels[0]!,
    block,
    value,
  }));
  const found = rankWithinBlocks(values, factor.levels, direction, confidence);
  if (found.nemenyi.blocks >= FEWEST_BLOCKS) return { panel, ...found };
  const where = panel.heading === "" ? "" : ` at ${panel.heading}`;
  throw new CeterisError(
    "CHART",
    `Mean ranks need two blocks or more that have every level of ${factor.name}, and ${countText(found.nemenyi.blocks, blockNoun(design.block!))} ${found.nemenyi.blocks === 1 ? "has" : "have"} them${where}; leave out the level that was run least.`,
  );
}

function directionOf({ name, direction }: Response): Direction {
  if (direction !== undefined) return direction;
  throw new CeterisError(
    "CHART",
    `Ranks need to know whether more ${name} is better; say so to compare, with { direction: "up" } or { direction: "down" }.`,
  );
}

function sentences(comparison: Comparison, all: readonly RankedPanel[]): string[] {
  const { design } = comparison;
  const block = design.block!;
  const alpha = formatSignificant(1 - design.confidence, 3);
  const blocks = new Set(all.map(({ nemenyi }) => nemenyi.blocks));
  const [only] = blocks;
  const over =
    blocks.size === 1
      ? blocksText(only!, block)
      : `${rangeText([...blocks])} ${blockNoun(block)}s, panel by panel`;
  return [
    `Mean ranks over ${over}, 1 is the best`,
    `Bars join levels of which no two differ by Nemenyi's test at ${alpha}; CD is the critical difference`,
    friedmanSentence(all, comparison),
    ...designSentences(comparison),
    incompleteSentence(all, block),
  ];
}

/** Friedman's test of each panel. */
function friedmanSentence(all: readonly RankedPanel[], { design }: Comparison): string {
  const [first, ...more] = all;
  if (first === undefined) return "";
  if (more.length === 0)
    return `Friedman χ² = ${formatSignificant(first.friedman.chiSquare, 3)}, p ${formatP(first.friedman.p)}`;
  if (all.length <= MOST_TESTS)
    return `Friedman's test: ${listWords(all.map(({ friedman, panel }) => `p ${formatP(friedman.p)} at ${panelName(panel, design)}`))}`;
  const most = Math.max(...all.map(({ friedman }) => friedman.p));
  return `Friedman's test: p ${most < 0.001 ? "" : "up to "}${formatP(most).replace("= ", "")} in all panels`;
}

/** Blocks that some level lacks; several responses may lack the same ones. */
function incompleteSentence(all: readonly RankedPanel[], block: string): string {
  const counts = all.map(({ incomplete }) => incomplete);
  const most = Math.max(...counts);
  if (most === 0) return "";
  const noun = blockNoun(block);
  return counts.length === 1
    ? `${countText(most, noun)} left out that ${most === 1 ? "lacks" : "lack"} a level`
    : `Left out in a panel, as a level lacks them: ${rangeText(counts)} ${noun}${most === 1 ? "" : "s"}`;
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
