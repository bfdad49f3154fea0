import type { Comparison } from "../../../compare/comparison.js";
import { pText } from "../../../compare/interval-text.js";
import { levelKey } from "../../../compare/level.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Design, Factor, Level } from "../../../compare/types.js";
import { isDifferent } from "../../../compare/verdict.js";
import { CeterisError } from "../../../util/error.js";
import { formatSignificant } from "../../../util/format-number.js";
import { groupBy } from "../../../util/group-by.js";
import { listWords } from "../../../util/list-words.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import { numbersOfColumn, pWords } from "../../parts/contrast-words.js";
import { emptyNote, tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { hatchLayer } from "./hatch.js";
import { levelNames, type NameOf } from "../../look/level-names.js";
import { facetHeading, type Panel, panelGrid } from "../../parts/panels.js";
import { headed, panelName } from "../../parts/panel-heading.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import { rowsOf } from "../../parts/rows-of.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecPart } from "../../render/spec.js";
import { besideWidth } from "../../parts/tile-axes.js";
import { linesThatFit, type Tile, tilesView } from "../../parts/tiles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { adjustmentWords } from "../../parts/sentences/adjustment.js";
import { roomSentence } from "../../parts/sentences/caps.js";
import { pairsSentences, sizeAndPairing } from "../../parts/sentences/pairing.js";
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
  checkDrawing("pairwise", comparison, options);
  const factor = pairedFactor(comparison);
  const { design } = comparison;
  const placed = panelGrid(comparison).flatMap((row) => byPlace(row, comparison));
  const nameOf = levelNames(factor.levels);
  const side = Math.max(1, factor.levels.length - 1);
  const numbers = new Map(
    design.responses.map(({ name }) => [
      name,
      numbersOfColumn(ownContrasts(comparison).filter(({ response }) => response === name)),
    ]),
  );
  const grid = isNarrow(options) ? placed : sideBySide(placed, side);
  const tilesOf = (panel: Panel): PairTile[] =>
    pairTiles(panel, factor, { nameOf, design, write: numbers.get(panel.response.name)! });
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
      return headed(heading, {
        width,
        height,
        layer: [emptyNote("no pairs", width, height)],
      });
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
      draws: design.responses.every(isRatio) ? "ratios" : "differences",
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

/** How tiles are written. */
interface TileText {
  readonly nameOf: NameOf;
  readonly design: Design;
  readonly write: (value: number) => string;
}

function pairTiles(panel: Panel, { levels }: Factor, text: TileText): PairTile[] {
  const place = new Map(levels.map((level, i) => [levelKey([level]), i]));
  const at = (level: Level): number => place.get(levelKey([level]))!;
  return panel.differences
    .filter(({ level, control }) => place.has(levelKey([level])) && place.has(levelKey([control])))
    .map((contrast) => ({
      x: at(contrast.control),
      y: at(contrast.level) - 1,
      ...tileOf(contrast, panel, text),
    }));
}

function tileOf(
  contrast: Contrast,
  { response }: Panel,
  { nameOf, design, write }: TileText,
): Omit<PairTile, "x" | "y"> {
  const { difference, lower, upper, pAdjusted, pSmallest, n } = contrast;
  const ratio = isRatio(response);
  const rule = { ...design, margin: design.margin };
  const isHigher = difference > (ratio ? 1 : 0);
  const isBetter = response.direction === "down" ? !isHigher : isHigher;
  const kind = !isDifferent(contrast, rule) ? "open" : isBetter ? "better" : "worse";
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

const TESTS: Readonly<Record<Contrast["method"], string>> = {
  "paired t": "paired t test",
  Welch: "Welch t test",
  "additive model": "t test in a linear model",
  "linear model": "t test in a linear model",
  combined: "t test of an average",
  ranks: "test by ranks",
};

/** Tiles have none. */
function withoutInterval(contrast: Contrast): Contrast {
  return { ...contrast, lower: NaN, upper: NaN };
}

/** Which tests the p come from; empty where there is none. */
function testWords(contrasts: readonly Contrast[]): string {
  const tested = contrasts.filter(({ pAdjusted }) => !Number.isNaN(pAdjusted));
  return listWords([...new Set(tested.map(({ method }) => TESTS[method]))], "or");
}

function sentences(comparison: Comparison, lines: number, tiles: readonly PairTile[]): string[] {
  const { design } = comparison;
  const alpha = formatSignificant(1 - design.confidence, 3);
  const ratio = design.responses.some(isRatio);
  const contrasts = ownContrasts(comparison);
  const tests = testWords(contrasts);
  const isDirected = design.responses.every(({ direction }) => direction !== undefined);
  const [good, bad] = isDirected ? ["better", "worse"] : ["higher", "lower"];
  return [
    `${ratio ? "The level of the row as a multiple of" : "The level of the row minus"} that of the column${tests === "" ? "" : `, with the p of its ${tests}`}; ${sizeAndPairing(comparison)}${adjustmentWords(comparison, contrasts.map(withoutInterval), true)}`,
    ...pairsSentences(comparison),
    `Green: the row is ${good}; purple: it is ${bad}; grey: they cannot be told apart at ${percentText(1 - design.confidence)}`,
    tiles.some(({ isHatched }) => isHatched)
      ? `Hatched: with so few runs an exact test cannot reach p < ${alpha}, so that p rests on normality`
      : "",
    ...designSentences(comparison),
    roomSentence(lines === 0 ? "numbers" : lines < ALL_LINES ? "p" : ""),
  ];
}
