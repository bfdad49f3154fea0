import type { Comparison } from "../../../compare/comparison.js";
import type { Design, Response } from "../../../compare/types.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import { cellRows } from "../../parts/cell-rows.js";
import { censoredNote, hasCensored } from "../../parts/censored-marks.js";
import { chartTitle } from "../../chart/chart-title.js";
import { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { comparisonDescription } from "../../parts/description.js";
import { domainOf, type Domain } from "../../marks/domain.js";
import { comparisonLook, listedStyles, type ComparisonLook } from "../../parts/comparison-look.js";
import { fitSize, type PlotArea } from "../../chart/fit-size.js";
import { intervalView, isOnLog, labelWidth } from "./interval-view.js";
import { keepBestLevels, type KeptLevels } from "../../parts/keep-best-levels.js";
import { legendView, type LegendChannels } from "../../marks/legend.js";
import type { LevelStyle } from "../../look/level-style.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { VEGA_LITE_SCHEMA, type SpecPart, type VegaLiteSpec } from "../../render/spec.js";
import { SCREEN_THEME } from "../../look/theme.js";
import { capital, sizeText } from "../../parts/words.js";
import {
  comparisonTitle,
  designSentences,
  intervalWords,
  sizeAndPairing,
} from "../../parts/titles.js";

/** More levels than this are cut to the best. */
const MOST_LEVELS = 20;

/** Usual sizes in px. */
const COLUMN = { all: 640, most: 340, least: 130 } as const;
const LINE = { one: 28, group: 19, gap: 12 } as const;

/**
 * Estimate and interval of each level, one line a level: a column per response and per level of the first facet, a
 * row per level of the second. Beyond 20 levels the best 20 and the control are drawn.
 *
 * Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 */
export function interval(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("interval", comparison, options);
  const kept = keepBestLevels(comparison, MOST_LEVELS);
  const rows = gridByFacet(kept.comparison);
  const spec = fitSize(
    (area, textWidth) => intervalSpec(kept, rows, options, area, textWidth),
    usualArea(kept.comparison.design, rows),
    options,
  );
  return new Chart({
    spec,
    description: comparisonDescription(comparison, "Interval plot"),
    rows: cellRows(kept.comparison),
  });
}

/** A row per level of the second facet, with the columns of all responses side by side. */
function gridByFacet(comparison: Comparison): Panel[][] {
  const grid = panelGrid(comparison);
  const rows = grid.length / comparison.design.responses.length;
  return Array.from({ length: rows }, (_, row) =>
    grid.filter((_panels, i) => i % rows === row).flat(),
  );
}

function usualArea({ factors }: Design, rows: readonly (readonly Panel[])[]): PlotArea {
  const levels = factors[0]?.levels.length ?? 1;
  const groups = factors.slice(1).reduce((product, { levels: { length } }) => product * length, 1);
  const line = groups === 1 ? LINE.one : groups * LINE.group + LINE.gap;
  const columns = rows[0]?.length ?? 1;
  const column = Math.max(COLUMN.least, Math.min(COLUMN.most, COLUMN.all / columns));
  return { width: column * columns, height: Math.max(levels * line, 36) * rows.length };
}

function intervalSpec(
  kept: KeptLevels,
  rows: readonly (readonly Panel[])[],
  options: DrawOptions,
  area: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const { comparison } = kept;
  const width = area.width / (rows[0]?.length ?? 1);
  const height = area.height / rows.length;
  const look = comparisonLook(
    comparison,
    height / (comparison.design.factors[0]?.levels.length ?? 1),
    options,
  );
  const domains = new Map(
    comparison.design.responses.map((one) => [one.name, responseDomain(comparison, one)]),
  );
  const sizes = new Set(comparison.cells.map(sizeText));
  const withSizes =
    sizes.size > 1 || comparison.cells.some(({ failed, censored }) => failed + censored > 0);
  const sentences = [
    `${capital(intervalWords(comparison))}; ${sizeAndPairing(comparison)}`,
    ...designSentences(comparison),
    censoredNote(comparison, "▷"),
    kept.note,
    look.styles.some((style) => !style.standsOut) ? "Colour marks the control and the best" : "",
  ];
  const title = { title: options.title ?? comparisonTitle(comparison), sentences };
  const room = options.width === undefined ? textWidth + labelWidth(look) : textWidth;
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle(title, room),
    vconcat: [
      ...legends(comparison, look, area.width),
      {
        vconcat: rows.map((panels) => ({
          hconcat: panels.map((panel, i) => {
            const domain = domains.get(panel.response.name) ?? [0, 1];
            return intervalView(panel, {
              look,
              width,
              height,
              domain,
              withSizes,
              isFirst: i === 0,
            });
          }),
          spacing: 24,
        })),
        spacing: 20,
      },
    ],
    spacing: 10,
    config: SCREEN_THEME,
  };
}

function responseDomain({ cells, observations }: Comparison, response: Response): Domain {
  const own = cells.filter((cell) => cell.response === response.name);
  // Beyond the slowest run that got there lie those that never did.
  const runs = hasCensored(own) ? observations.filter((one) => one.response === response.name) : [];
  const values = [
    ...own.flatMap(({ estimate, lower, upper }) => [estimate, lower, upper]),
    ...runs.map(({ value }) => value),
  ];
  if (!isOnLog(response)) return domainOf(values);
  const [low, high] = domainOf(values.filter((value) => value > 0).map(Math.log));
  return [Math.exp(low), Math.exp(high)];
}

function legends(
  comparison: Comparison,
  { factors, styles, shapes }: ComparisonLook,
  width: number,
): SpecPart[] {
  const legendOf = (
    position: number,
    own: readonly LevelStyle[],
    by: LegendChannels,
  ): SpecPart[] => {
    const name = factors[position]?.name;
    if (name === undefined) return [];
    const listed = listedStyles(comparison, position, own);
    return [legendView({ name, styles: own, listed, by }, width)];
  };
  return [
    ...legendOf(1, styles, { colour: true, shape: shapes.length === 0 }),
    ...legendOf(2, shapes, { colour: false, shape: true }),
  ];
}
