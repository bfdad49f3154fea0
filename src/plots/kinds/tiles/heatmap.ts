import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Estimate, Factor, Level, Response } from "../../../compare/types.js";
import { quantile } from "../../../stats/quantile.js";
import { CeterisError } from "../../../util/error.js";
import { decimalsFor, formatDecimals, formatSignificant } from "../../../util/format-number.js";
import { cellRows } from "../../parts/cell-rows.js";
import { hasCensored } from "../../parts/censored-marks.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { colourRamp, type Ramp } from "../../parts/colour-ramp.js";
import { tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { levelNames } from "../../look/level-names.js";
import { panelName } from "../../parts/panel-heading.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { rampLegend } from "../../parts/ramp-legend.js";
import { besideWidth } from "../../parts/tile-axes.js";
import { linesThatFit, tilesView, type Tile } from "../../parts/tiles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { blankCellWords } from "../../parts/sentences/averaging.js";
import { roomSentence } from "../../parts/sentences/caps.js";
import { centreWord } from "../../parts/sentences/intervals.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { capital, sizeLines, sizeText } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** More levels than this of one factor are a random search, which leaves most cells blank. */
const MOST_LEVELS = 60;

/** Usual size of a cell in px, and of all columns together. */
const TILE = { width: 74, most: 110, height: 58, line: 13, least: 15, all: 900 } as const;

/** With more decimals than this, or so large a number, only three digits are written. */
const MOST_DECIMALS = 6;
const LARGE = 1e5;

/** Colours and numbers of one response. */
interface Measure {
  readonly ramp: Ramp;
  readonly text: (value: number) => string;
  readonly note: string;
}

/**
 * A matrix of the levels of two factors: the mean of each cell as its colour and its text, with the standard deviation
 * and n. Cells without a finite value are marked, those never run stay blank; nothing is interpolated. Facets and
 * responses are panels, each response with its own colours.
 *
 * @throws CeterisError CHART where there are not two factors, or one has more than 60 levels
 */
export function heatmap(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("heatmap", comparison, options);
  const [columns, rows] = twoFactors(comparison);
  const { design } = comparison;
  const centre = hasCensored(comparison.cells) ? "median" : "mean";
  const grid = panelGrid(comparison);
  const measures = new Map(design.responses.map((one) => [one.name, measureOf(comparison, one)]));
  const tilesOf = (panel: Panel): Tile[] =>
    panelTiles(panel, columns, rows, measures.get(panel.response.name)!);
  const linesAt = ({ width, height }: PlotArea): number =>
    linesThatFit(grid.flat().flatMap(tilesOf), {
      width: width / columns.levels.length,
      height: height / rows.levels.length,
    });
  return panelsChart(
    {
      comparison,
      kind: "Heatmap",
      draws: centreWord(comparison),
      grid,
      usual: usualArea(columns, rows, grid, mostLines(grid.flat().flatMap(tilesOf))),
      beside: besideWidth(namesOf(rows)),
      sentences: (place) => sentences(comparison, linesAt(place)),
      above: (width) =>
        [...measures]
          .filter(([, { ramp }]) => ramp.domain.every(Number.isFinite))
          .map(([name, measure]) => rampLegend({ name: `${centre} ${name}`, ...measure }, width)),
      view: (panel, place) =>
        tilesView(
          {
            heading: panelName(panel, design),
            tiles: tilesOf(panel),
            columns: { title: columns.name, names: namesOf(columns) },
            rows: { title: rows.name, names: upwards(rows, namesOf(rows)) },
            tooltip: [
              tip("column", columns.name),
              tip("row", rows.name),
              tip("mean", `${centre} ${panel.response.name}`),
              tip("sd", "standard deviation"),
              tip("size", `${unitOfValues(design)}s`),
            ],
            lines: linesAt(place),
            isFirst: place.isFirst,
          },
          place,
        ),
      rows: cellRows(comparison),
    },
    options,
  );
}

function twoFactors({ design, formula }: Comparison): readonly [Factor, Factor] {
  const [columns, rows, ...more] = design.factors;
  if (columns === undefined || rows === undefined || more.length > 0) {
    const remedy =
      more.length > 0
        ? "put the others behind |, as facets"
        : "name two, as in accuracy ~ lr + batch_size";
    throw new CeterisError(
      "CHART",
      `A heatmap has two factors and '${formula}' has ${design.factors.length}; ${remedy}.`,
    );
  }
  const many = [columns, rows].find(({ levels }) => levels.length > MOST_LEVELS);
  if (many === undefined) return [columns, rows];
  throw new CeterisError(
    "CHART",
    `A heatmap has up to ${MOST_LEVELS} levels on a side and ${many.name} has ${many.levels.length}; draw it as 'response' or 'parallel', or put ${many.name} into bins, as in bin(${many.name}, 10).`,
  );
}

/** Larger numbers stand higher; other levels are read from above. */
function upwards<Item>({ numeric }: Factor, items: readonly Item[]): readonly Item[] {
  return numeric ? items.toReversed() : items;
}

function namesOf({ levels }: Factor): string[] {
  return levels.map(levelNames(levels));
}

function mostLines(tiles: readonly Tile[]): number {
  return Math.max(...tiles.map(({ lines }) => lines.length));
}

function usualArea(
  columns: Factor,
  rows: Factor,
  grid: readonly (readonly Panel[])[],
  lines: number,
): PlotArea {
  const full = TILE.height + TILE.line * Math.max(0, lines - ALL_LINES);
  const panels = grid[0]?.length ?? 1;
  const fair = TILE.all / (panels * columns.levels.length);
  const named = Math.min(TILE.most, Math.max(TILE.width, besideWidth(namesOf(columns)) + 8));
  const width = Math.max(TILE.least, Math.min(named, fair));
  // Where no text fits, cells are as high as they are wide.
  const height = Math.max(TILE.least, Math.min(full, 700 / rows.levels.length, width));
  const high = width >= 52 ? Math.min(full, 700 / rows.levels.length) : height;
  return {
    width: width * columns.levels.length * panels,
    height: Math.max(TILE.least, high) * rows.levels.length * grid.length,
  };
}

function measureOf({ cells }: Comparison, { name, direction, transform }: Response): Measure {
  const own = cells.filter(({ response }) => response === name);
  const values = own.map(({ estimate }) => estimate).filter(Number.isFinite);
  const sds = own.map(({ sd }) => sd).filter(Number.isFinite);
  const reverse = direction === "down";
  const ramp = colourRamp(values, {
    ...(transform?.startsWith("log") === true ? { log: true } : {}),
    reverse,
  });
  // One number of decimals for all means and deviations, so that they can be read down a column.
  const decimals = Math.max(
    decimalsFor(quantile(values, 0.75) - quantile(values, 0.25), 3),
    sds.length === 0 ? 0 : decimalsFor(quantile(sds, 0.5), 1),
  );
  const largest = Math.max(0, ...values.map(Math.abs));
  return {
    ramp,
    text: (value) =>
      decimals > MOST_DECIMALS || largest >= LARGE
        ? formatSignificant(value, 3)
        : formatDecimals(value, decimals),
    note: direction === undefined ? "" : "darker is better",
  };
}

function panelTiles({ cells }: Panel, columns: Factor, rows: Factor, measure: Measure): Tile[] {
  const byLevels = new Map(cells.map((cell) => [levelKey(cell.levels), cell]));
  const [columnName, rowName] = [levelNames(columns.levels), levelNames(rows.levels)];
  return upwards(rows, rows.levels).flatMap((row, y) =>
    columns.levels.map((column, x) => {
      const names = { column: columnName(column), row: rowName(row) };
      return { x, y, ...tileOf(byLevels.get(levelKey([column, row])), names, measure) };
    }),
  );
}

function tileOf(
  cell: Estimate | undefined,
  names: { readonly column: string; readonly row: string },
  { ramp, text }: Measure,
): Omit<Tile, "x" | "y"> {
  const { n, failed, censored } = cell ?? { n: 0, failed: 0, censored: 0 };
  const tips = { ...names, mean: "–", sd: "–", size: sizeText({ n, failed, censored }) };
  if (cell === undefined || n + failed === 0)
    return { lines: [], lack: "untested", tips: { ...tips, size: "not run" } };
  if (n === 0) return { lines: ["×", `${failed} failed`], lack: "failed", tips };
  const sizes = sizeLines([{ n, failed, censored }]);
  if (!Number.isFinite(cell.estimate)) return { lines: ["–", ...sizes], tips };
  const spread = Number.isFinite(cell.sd) ? [`± ${text(cell.sd)}`] : [];
  return {
    fill: ramp.colourOf(cell.estimate),
    ink: ramp.inkOf(cell.estimate),
    lines: [text(cell.estimate), ...spread, ...sizes],
    tips: {
      ...tips,
      mean: formatSignificant(cell.estimate, 5),
      sd: formatSignificant(cell.sd, 3),
    },
  };
}

/** Lines with the mean, the spread, and n. */
const ALL_LINES = 3;

function sentences(comparison: Comparison, lines: number): string[] {
  const { cells, design } = comparison;
  const units = `${unitOfValues(design)}s`;
  const scale = design.responses.find(({ transform }) => transform !== undefined)?.transform;
  const spread = cells.some(({ sd }) => Number.isFinite(sd));
  const failed = cells.some(({ n, failed: count }) => n === 0 && count > 0);
  const tested = cells.filter(({ n, failed: count }) => n + count > 0).length;
  const all = design.responses.length * countCells([...design.facets, ...design.factors]);
  return [
    `${capital(centreWord(comparison))}${spread && lines >= ALL_LINES - 1 ? ` ± standard deviation${scale === undefined ? "" : ` of ${scale}`}` : ""} of the ${units} in each cell; ${sizeWords(comparison)}`,
    ...designSentences(comparison),
    failed ? `× where all ${units} failed` : "",
    tested < all ? `Dashed cells ${blankCellWords(design)}` : "",
    roomSentence(lackingText(lines, spread)),
  ];
}

/** What the lines that find no room would have said. */
function lackingText(lines: number, hasSpread: boolean): string {
  if (lines === 0) return "numbers";
  if (!hasSpread) return lines < ALL_LINES - 1 ? "n" : "";
  return ["spread and n", "n"][lines - 1] ?? "";
}

function countCells(factors: readonly { readonly levels: readonly Level[] }[]): number {
  return factors.reduce((product, { levels }) => product * levels.length, 1);
}
