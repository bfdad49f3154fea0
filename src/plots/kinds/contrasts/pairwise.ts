import type { Comparison } from "../../../compare/comparison.js";
import { pText } from "../../../compare/interval-text.js";
import { levelKey } from "../../../compare/level.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Design, Factor, Level } from "../../../compare/types.js";
import { isDifferent } from "../../../compare/verdict.js";
import { CeterisError } from "../../../util/error.js";
import { decimalsFor, formatDecimals, formatSignificant } from "../../../util/format-number.js";
import { groupBy } from "../../../util/group-by.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import { pWords } from "../../parts/contrast-words.js";
import { emptyNote, tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { hatchLayer } from "./hatch.js";
import { levelNames, type NameOf } from "../../look/level-names.js";
import { facetHeading, panelGrid, type Panel } from "../../parts/panels.js";
import { panelHeading, panelName } from "../../parts/panel-heading.js";
import { panelsChart, type PanelPlace } from "../../parts/panels-chart.js";
import { rowsOf } from "../../parts/rows-of.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecPart } from "../../render/spec.js";
import { besideWidth } from "../../parts/tile-axes.js";
import { linesThatFit, tilesView, type Tile } from "../../parts/tiles.js";
import { designSentences, sizeAndPairing } from "../../parts/titles.js";
import { percentText } from "../../parts/words.js";

/** More levels than this are more pairs than a person can look at. */
const MOST_LEVELS = 60;

/** Usual size of a cell in px, and of all columns together. */
const TILE = { width: 96, most: 120, height: 52, least: 15, all: 900 } as const;

/** A narrower cell has no text. */
const TEXT_WIDTH = 60;

/** Px that a title may have beside few cells. */
const LEAST_TITLE = 400;

/**
 * Grounds of what is better, worse (higher, lower) and not told apart, with the inks on them: told apart with any colour
 * vision, and the colours of no level. Source: C. Brewer, ColorBrewer, "PRGn".
 */
const GROUNDS = {
  better: { fill: "#a6dba0", ink: "#1f1f1f" },
  worse: { fill: "#c2a5cf", ink: "#1f1f1f" },
  open: { fill: "#ececec", ink: "#5c5c5c" },
} as const;

/**
 * All pairs of levels of the first factor as a matrix: the level of the row minus that of the column, or their ratio,
 * with its adjusted p. Colour tells which of the two is better where they differ, or higher where better is not known; hatched are pairs of which no exact test could tell,
 * since their runs are too few. Facets, responses and the levels of further factors are panels.
 *
 * @throws CeterisError CHART where the comparison is not by pairs, or the factor has more than 60 levels
 */
export function pairwise(comparison: Comparison, options: DrawOptions = {}): Chart {
  const factor = pairedFactor(comparison);
  const { design } = comparison;
  const placed = panelGrid(comparison).flatMap((row) => byPlace(row, comparison));
  const nameOf = levelNames(factor.levels);
  const side = Math.max(1, factor.levels.length - 1);
  const grid = isNarrow(options) ? placed : sideBySide(placed, side);
  const tilesOf = (panel: Panel): PairTile[] => pairTiles(panel, factor, nameOf, design);
  const linesAt = ({ width, height }: PlotArea): number =>
    linesThatFit(grid.flat().flatMap(tilesOf), { width: width / side, height: height / side });
  const columns = { title: factor.name, names: factor.levels.slice(0, -1).map(nameOf) };
  const rows = { title: factor.name, names: factor.levels.slice(1).map(nameOf) };
  const usual = usualArea(columns.names, side, grid);
  const view = (panel: Panel, place: PanelPlace): SpecPart => {
    const heading = panelName(panel, design);
    const tiles = tilesOf(panel);
    const { width, height } = place;
    if (tiles.length === 0)
      return {
        ...panelHeading(heading, width),
        width,
        height,
        layer: [emptyNote("no pairs", width, height)],
      };
    const found = tilesView(
      {
        heading,
        tiles,
        columns,
        rows,
        tooltip: tipsOf(panel),
        lines: linesAt(place),
        isFirst: place.isFirst,
      },
      place,
    );
    const tile = { width: width / side, height: height / side };
    return hatchLayer(
      found,
      tiles.filter(({ isHatched }) => isHatched),
      tile,
    );
  };
  return panelsChart(
    {
      comparison,
      kind: "Matrix of pairs",
      draws: "differences",
      grid,
      usual,
      beside: Math.max(besideWidth(rows.names), LEAST_TITLE - usual.width),
      sentences: (place) => sentences(comparison, linesAt(place), grid.flat().flatMap(tilesOf)),
      view,
      rows: contrastRecords(comparison, ownContrasts(comparison)),
    },
    options,
  );
}

function isNarrow(options: DrawOptions): boolean {
  return (paperOf(options).width ?? Infinity) < TILE.all;
}

/** A single column of panels, as many of them in a row as there is room for; those of one response together. */
function sideBySide(grid: readonly (readonly Panel[])[], side: number): Panel[][] {
  if (grid.some(({ length }) => length > 1)) return grid.map((row) => [...row]);
  // Cells that are too small for text where there is one panel in a row may as well be smaller.
  const wanted = TILE.all / side >= TEXT_WIDTH ? TILE.width : TILE.least;
  const columns = Math.max(1, Math.floor(TILE.all / (side * wanted)));
  const byResponse = groupBy(grid.flat(), ({ response }) => response.name);
  return [...byResponse.values()].flatMap((panels) => rowsOf(panels, columns));
}

function pairedFactor({ design, formula }: Comparison): Factor {
  const [factor] = design.factors;
  const count = factor?.levels.length ?? 0;
  if (factor === undefined || count < 2)
    throw new CeterisError(
      "CHART",
      `A matrix of pairs needs a factor with two levels or more, and '${formula}' has none; name one, as in accuracy ~ optimizer.`,
    );
  if (design.contrasts !== "pairs" && count > 2)
    throw new CeterisError(
      "CHART",
      `A matrix of pairs needs all pairs and '${formula}' is compared with a control; compare it with { contrasts: "pairs" }.`,
    );
  if (count > MOST_LEVELS)
    throw new CeterisError(
      "CHART",
      `A matrix of pairs has up to ${MOST_LEVELS} levels and ${factor.name} has ${count}; draw it as 'interval'.`,
    );
  return factor;
}

function ownContrasts({ design, differences }: Comparison): Contrast[] {
  return differences.filter(({ term }) => term === design.factors[0]?.name);
}

/** A row of panels as one row per combination of further factors that the contrasts are within. */
function byPlace(row: readonly Panel[], comparison: Comparison): Panel[][] {
  const { design } = comparison;
  const term = design.terms.find(({ name }) => name === design.factors[0]?.name);
  const factors = (term?.within ?? []).map((position) => design.factors[position]!);
  const own = row.map(({ differences }) =>
    differences.filter((one) => one.term === design.factors[0]?.name),
  );
  const places = groupBy(own.flat(), ({ within }) => levelKey(within));
  if (factors.length === 0 || places.size === 0)
    return [row.map((panel, i) => ({ ...panel, differences: own[i]! }))];
  return [...places].map(([key, [first]]) =>
    row.map((panel, i) => ({
      ...panel,
      heading: [panel.heading, facetHeading(factors, first!.within)]
        .filter((part) => part !== "")
        .join(", "),
      differences: own[i]!.filter(({ within }) => levelKey(within) === key),
    })),
  );
}

type PairTile = Tile & { readonly isHatched: boolean };

function pairTiles(panel: Panel, { levels }: Factor, nameOf: NameOf, design: Design): PairTile[] {
  const place = new Map(levels.map((level, i) => [levelKey([level]), i]));
  const at = (level: Level): number => place.get(levelKey([level]))!;
  return panel.differences
    .filter(({ level, control }) => place.has(levelKey([level])) && place.has(levelKey([control])))
    .map((contrast) => ({
      x: at(contrast.control),
      y: at(contrast.level) - 1,
      ...tileOf(contrast, panel, nameOf, design),
    }));
}

function tileOf(
  contrast: Contrast,
  { response }: Panel,
  nameOf: NameOf,
  design: Design,
): Omit<PairTile, "x" | "y"> {
  const { difference, lower, upper, pAdjusted, pSmallest, n } = contrast;
  const ratio = isRatio(response);
  const rule = { ...design, margin: design.margin };
  const isHigher = difference > (ratio ? 1 : 0);
  const isBetter = response.direction === "down" ? !isHigher : isHigher;
  const kind = !isDifferent(contrast, rule) ? "open" : isBetter ? "better" : "worse";
  const half = (upper - lower) / 2;
  const write = (value: number): string =>
    Number.isFinite(half) && half > 0
      ? formatDecimals(value, decimalsFor(half))
      : formatSignificant(value, 3);
  const sign = !ratio && difference > 0 ? "+" : "";
  const p = pWords(pAdjusted) || "no p";
  return {
    ...GROUNDS[kind],
    lines: Number.isFinite(difference) ? [`${ratio ? "×" : sign}${write(difference)}`, p] : ["–"],
    isHatched: Number.isNaN(pAdjusted) || pSmallest >= 1 - design.confidence,
    tips: {
      pair: `${nameOf(contrast.level)} ${ratio ? "/" : "−"} ${nameOf(contrast.control)}`,
      difference: formatSignificant(difference, 5),
      interval: Number.isNaN(lower) ? "–" : `[${write(lower)}, ${write(upper)}]`,
      p,
      smallest: Number.isNaN(pSmallest) ? "–" : pText(pSmallest),
      n,
    },
  };
}

function tipsOf({ response }: Panel): SpecPart[] {
  return [
    tip("pair", measureName(response)),
    tip("difference", isRatio(response) ? "ratio" : "difference"),
    tip("interval", "interval"),
    tip("p", "adjusted"),
    tip("smallest", "smallest exact p"),
    tip("n", "n", "quantitative"),
  ];
}

function usualArea(
  names: readonly string[],
  side: number,
  grid: readonly (readonly Panel[])[],
): PlotArea {
  const panels = grid[0]?.length ?? 1;
  const fair = TILE.all / (panels * side);
  const named = Math.min(TILE.most, Math.max(TILE.width, besideWidth(names) + 8));
  const width = Math.max(TILE.least, Math.min(named, fair));
  // Where no text fits, cells are as high as they are wide.
  const height = width >= TEXT_WIDTH ? TILE.height : Math.min(TILE.height, width);
  return { width: width * side * panels, height: height * side * grid.length };
}

/** Lines with the difference and its p. */
const ALL_LINES = 2;

function sentences(comparison: Comparison, lines: number, tiles: readonly PairTile[]): string[] {
  const { design } = comparison;
  const alpha = formatSignificant(1 - design.confidence, 3);
  const ratio = design.responses.some(isRatio);
  const isDirected = design.responses.every(({ direction }) => direction !== undefined);
  const [good, bad] = isDirected ? ["better", "worse"] : ["higher", "lower"];
  const adjusted = design.adjusted === "none" ? "" : `, adjusted by ${design.adjusted}`;
  return [
    `${ratio ? "The level of the row as a multiple of" : "The level of the row minus"} that of the column, with its p${adjusted}; ${sizeAndPairing(comparison)}`,
    `Green: the row is ${good}; purple: it is ${bad}; grey: they cannot be told apart at ${percentText(1 - design.confidence)}`,
    tiles.some(({ isHatched }) => isHatched)
      ? `Hatched: with so few runs an exact test cannot reach p < ${alpha}`
      : "",
    ...designSentences(comparison),
    lines < ALL_LINES ? "Cells are too small for all numbers, which the tooltips have" : "",
  ];
}
