import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Factor, Level } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";
import { cellRows } from "../../parts/cell-rows.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { colourRamp, type Ramp } from "../../parts/colour-ramp.js";
import { tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { combinationNames, levelNames } from "../../look/level-names.js";
import { panelName } from "../../parts/panel-heading.js";
import { facetLevels, panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { levelSlots } from "../../parts/slots.js";
import { besideWidth } from "../../parts/tile-axes.js";
import { linesThatFit, tilesView, type Tile } from "../../parts/tiles.js";
import { rangeText, sizeText, type CellSize } from "../../parts/words.js";
import { averagingSentences, blankCellWords } from "../../parts/sentences/averaging.js";
import { failureSentence } from "../../parts/sentences/failures.js";
import { unitOfValues, valuesText } from "../../parts/sentences/units.js";

/** Usual size of a cell in px, and of all columns and rows together. */
const TILE = { width: 62, most: 110, height: 40, least: 15, wide: 900, high: 800 } as const;

/** Rows and columns of every panel. */
interface Layout {
  readonly columns: { readonly title: string; readonly names: readonly string[] };
  readonly rows: { readonly title: string; readonly names: readonly string[] };
  /** Levels of all factors, a list a cell, row by row. */
  readonly cells: readonly (readonly Level[])[];
}

/**
 * What was run: n of each cell, with those that failed and those that are missing. The first factor lies across, all
 * further ones below each other, facets and responses are panels.
 */
export function design(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("design", comparison, options);
  const grid = panelGrid(comparison);
  const layout = layoutOf(comparison);
  // A full design is not drawn in the darkest colour.
  const ramp = colourRamp([0, 1.6 * Math.max(1, ...comparison.cells.map(({ n }) => n))]);
  const tilesOf = (panel: Panel): Tile[] => panelTiles(panel, layout, ramp);
  const tiles = grid.flat().flatMap(tilesOf);
  const { columns, rows } = layout;
  return panelsChart(
    {
      comparison,
      kind: "Design",
      draws: "counts",
      grid,
      usual: usualArea(layout, grid),
      beside: besideWidth(rows.names),
      sentences: () => sentences(comparison, tiles),
      view: (panel, place) =>
        tilesView(
          {
            heading: panelName(panel, comparison.design),
            tiles: tilesOf(panel),
            columns,
            rows,
            tooltip: [
              ...(columns.title === "" ? [] : [tip("column", columns.title)]),
              ...(rows.title === "" ? [] : [tip("row", rows.title)]),
              tip("size", `${unitOfValues(comparison.design)}s`),
            ],
            lines: linesThatFit(tiles, {
              width: place.width / columns.names.length,
              height: place.height / rows.names.length,
            }),
            isFirst: place.isFirst,
          },
          place,
        ),
      rows: cellRows(comparison),
    },
    options,
  );
}

function layoutOf({ design: question }: Comparison): Layout {
  const { factors } = question;
  const [first, ...further] = factors;
  if (first === undefined) {
    const all = { title: "", names: [`all ${unitOfValues(question)}s`] };
    return { columns: all, rows: { title: "", names: [""] }, cells: [[]] };
  }
  const groups = rowsOf(factors);
  const rowName = combinationNames(further, groups);
  return {
    columns: { title: first.name, names: first.levels.map(levelNames(first.levels)) },
    rows: { title: further.map(({ name }) => name).join(", "), names: groups.map(rowName) },
    cells: groups.flatMap((group) => facetLevels(first).map((level) => [...level, ...group])),
  };
}

/** As in a heatmap, larger numbers stand higher; other levels are read from above. */
function rowsOf(factors: readonly Factor[]): readonly (readonly Level[])[] {
  const { groups } = levelSlots({ factors });
  const isNumeric = factors.length === 2 && factors[1]!.numeric;
  return isNumeric ? groups.toReversed() : groups;
}

function usualArea({ columns, rows }: Layout, grid: readonly (readonly Panel[])[]): PlotArea {
  const across = columns.names.length * (grid[0]?.length ?? 1);
  const down = rows.names.length * grid.length;
  const named = Math.min(TILE.most, Math.max(TILE.width, besideWidth(columns.names) + 8));
  const width = Math.max(TILE.least, Math.min(named, TILE.wide / across));
  const height = Math.max(TILE.least, Math.min(TILE.height, TILE.high / down));
  return { width: width * across, height: height * down };
}

function panelTiles(
  { cells }: Panel,
  { columns, rows, cells: places }: Layout,
  ramp: Ramp,
): Tile[] {
  const byLevels = new Map(cells.map((cell) => [levelKey(cell.levels), cell]));
  const across = columns.names.length;
  return places.map((levels, i) => {
    const [x, y] = [i % across, Math.floor(i / across)];
    const names = { column: columns.names[x] ?? "", row: rows.names[y] ?? "" };
    return { x, y, ...tileOf(byLevels.get(levelKey(levels)), names, ramp) };
  });
}

function tileOf(
  cell: CellSize = { n: 0, failed: 0 },
  names: { readonly column: string; readonly row: string },
  ramp: Ramp,
): Omit<Tile, "x" | "y"> {
  const { n, failed } = cell;
  const tips = { ...names, size: sizeText(cell) };
  const failures = failed === 0 ? [] : [`${failed} failed`];
  if (n + failed === 0) return { lines: [], lack: "untested", tips: { ...tips, size: "not run" } };
  if (n === 0) return { lines: ["×", ...failures], lack: "failed", tips };
  return { fill: ramp.colourOf(n), ink: ramp.inkOf(n), lines: [String(n), ...failures], tips };
}

function sentences(comparison: Comparison, tiles: readonly Tile[]): string[] {
  const { cells, design: question } = comparison;
  const unit = unitOfValues(question);
  const run = cells.filter(({ n, failed }) => n + failed > 0);
  const sizes = rangeText(run.map(({ n }) => n));
  const missing = tiles.filter(({ lack }) => lack === "untested").length;
  const lost = tiles.filter(({ lack }) => lack === "failed").length;
  return [
    run.length === 0
      ? `No ${unit} was run`
      : `${valuesText(comparison)} in ${run.length} of ${countText(tiles.length, "cell")}, n = ${sizes}`,
    ...averagingSentences(question),
    failureSentence(comparison),
    lost === 0 ? "" : `× where every ${unit} failed (${countText(lost, "cell")})`,
    missing === 0 ? "" : `Dashed cells ${blankCellWords(question)} (${missing})`,
  ];
}
