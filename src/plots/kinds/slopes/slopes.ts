import { blockNoun } from "../../../compare/block-noun.js";
import type { Comparison } from "../../../compare/comparison.js";
import { CeterisError } from "../../../util/error.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { comparisonLook, listedStyles, type ComparisonLook } from "../../parts/comparison-look.js";
import { domainOf, type Domain } from "../../marks/domain.js";
import { emptyNote, fixedScale, quantity } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { censoredNote } from "../../parts/censored-marks.js";
import { capLines } from "./cap-lines.js";
import { keepBestLevels } from "../../parts/keep-best-levels.js";
import { legendView } from "../../marks/legend.js";
import { levelAxis, sizesDiffer } from "../../parts/level-axis.js";
import { observationRows } from "../../parts/observation-rows.js";
import { headed } from "../../parts/panel-heading.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart, type PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart } from "../../render/spec.js";
import { isJoined, slopeLayers } from "./slope-layers.js";
import { coloursSentence } from "../../parts/sentences/caps.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { centreWord } from "../../parts/sentences/intervals.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { valueAxis } from "../../marks/value-axis.js";

/** More levels than this are cut to the best. */
const MOST_LEVELS = 12;

/** More lines than this are left out, evenly over the blocks. */
const MOST_LINES = 300;

/** Room of one level in px, and of a row of panels. */
const SLOT = { most: 130, least: 26, tight: 14, all: 720 } as const;
const ROW_HEIGHT = { one: 320, more: 230 } as const;

/** Free room beside the outer levels, in slots. */
const BESIDE = 0.35;

/**
 * A line for each seed from level to level, the means on top: whether the runs of one seed move together. A second
 * factor has the colour, facets and responses are panels. With up to eight seeds each line is named at its end.
 *
 * @throws CeterisError CHART where no seed has runs of two levels, or there are more than two factors
 */
export function slopes(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("slopes", comparison, options);
  refuseUnpaired(comparison);
  const kept = keepBestLevels(comparison, MOST_LEVELS);
  const { design } = kept.comparison;
  const capped = capLines(kept.comparison, MOST_LINES);
  const grid = panelGrid(kept.comparison, capped.observations);
  const look = comparisonLook(kept.comparison, SLOT.most, options);
  const domains = new Map(design.responses.map(({ name }) => [name, domainFor(grid, name)]));
  const [, grouped] = design.factors;
  const by = { colour: true, shape: true };
  const levels = look.slots.levels.length;
  const differ = sizesDiffer(kept.comparison.cells);
  const listed = listedStyles(kept.comparison, 1, look.styles);
  return panelsChart(
    {
      comparison,
      kind: "Slope plot",
      draws: `a line for each ${blockNoun(design.block!)}, and the ${centreWord(kept.comparison)}`,
      grid,
      usual: (rows) => usualArea(look, rows),
      room: {
        least: { width: Math.max(40, levels * SLOT.tight) },
        good: { width: Math.max(76, levels * SLOT.least) },
      },
      sentences: () => [
        `Each line is one ${blockNoun(design.block!)}, the thick one the ${centreWord(kept.comparison)}; ${sizeWords(kept.comparison)}`,
        ...designSentences(kept.comparison),
        censoredNote(kept.comparison, "△"),
        kept.note,
        capped.note,
        coloursSentence(look.styles, design.responses),
      ],
      above: (width) =>
        grouped === undefined
          ? []
          : [legendView({ name: grouped.name, styles: look.styles, listed, by }, width)],
      view: (panel, place) =>
        panelView(panel, look, { domain: domains.get(panel.response.name)!, differ }, place),
      rows: observationRows(kept.comparison),
    },
    options,
  );
}

function refuseUnpaired({ design, observations, formula }: Comparison): void {
  if (design.factors.length > 2)
    throw new CeterisError(
      "CHART",
      `A slope plot has the levels of one factor and one for the colour, and '${formula}' has ${design.factors.length} factors; put the others behind |, as facets.`,
    );
  if (design.block !== undefined && isJoined(observations)) return;
  const cause =
    design.block === undefined
      ? "the runs have no seed"
      : `no ${design.block} has runs of two levels`;
  throw new CeterisError(
    "CHART",
    `A slope plot of '${formula}' would have no line, as ${cause}; draw it as 'estimation' or 'interval'.`,
  );
}

function usualArea({ slots }: ComparisonLook, grid: readonly (readonly Panel[])[]): PlotArea {
  const levels = slots.levels.length;
  const columns = grid[0]?.length ?? 1;
  const slot = Math.max(SLOT.least, Math.min(SLOT.most, SLOT.all / (columns * levels)));
  const height = grid.length > 1 ? ROW_HEIGHT.more : ROW_HEIGHT.one;
  return { width: slot * levels * columns, height: height * grid.length };
}

function domainFor(grid: readonly (readonly Panel[])[], name: string): Domain {
  const panels = grid.flat().filter((panel) => panel.response.name === name);
  return domainOf(panels.flatMap(({ observations }) => observations.map(({ value }) => value)));
}

/** What the axes of a panel are like. */
interface SlopeAxes {
  readonly domain: Domain;
  /** Whether sizes have to stand under the levels. */
  readonly differ: boolean;
}

function panelView(
  panel: Panel,
  look: ComparisonLook,
  { domain, differ }: SlopeAxes,
  place: PanelPlace,
): SpecPart {
  const { width, height, isFirst, isTop, isBottom } = place;
  const levels = look.slots.levels;
  const [factor] = look.factors;
  return headed(isTop ? panel.heading : "", {
    width,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale([-BESIDE, levels.length - 1 + BESIDE]),
        axis: levelAxis({
          name: factor?.name ?? "",
          levels,
          cells: panel.cells,
          slot: width / (levels.length - 1 + 2 * BESIDE),
          sizesDiffer: differ,
          height,
          isBottom,
        }),
      }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(panel.response.name, height, isFirst, domain),
      }),
    },
    layer: [
      ...slopeLayers(panel, look, domain, place),
      ...(panel.observations.length === 0 ? [emptyNote(panel.empty, width, height)] : []),
    ],
  });
}
