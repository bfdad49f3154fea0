import { drawn, fixedScale, quantity } from "../marks/encode.js";
import { hitMark } from "../marks/hits.js";
import { textWidth } from "../font/text-width.js";
import type { PlotArea } from "../chart/fit-size.js";
import { headed } from "./panel-heading.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { namesBelow, namesBeside } from "./tile-axes.js";
import { FAINT_INK, LABEL_SIZE } from "../look/theme.js";

const SMALL_SIZE = LABEL_SIZE - 1;
const LINE_HEIGHT = 13;

/** Px above and below the lines of a tile together. */
const ROOM = 8;

/** Ground of a cell whose runs all failed. */
const FAILED_GROUND = "#ececec";
const FAILED_INK = "#5c5c5c";

/** One cell of a matrix. */
export interface Tile {
  /** Its column, from the left. */
  readonly x: number;
  /** Its row, from the top. */
  readonly y: number;
  /** Undefined for a cell without a value. */
  readonly fill?: string;
  /** Of the text on the fill. */
  readonly ink?: string;
  /** What stands in it, the most important line first. */
  readonly lines: readonly string[];
  /** What the cell lacks: `failed` has a grey ground, `untested` none but a dashed edge. */
  readonly lack?: "failed" | "untested";
  /** Fields that the tooltip shows. */
  readonly tips: SpecRow;
}

/** A matrix of tiles. */
export interface TilesView {
  readonly heading: string;
  readonly tiles: readonly Tile[];
  readonly columns: { readonly title: string; readonly names: readonly string[] };
  readonly rows: { readonly title: string; readonly names: readonly string[] };
  readonly tooltip: readonly SpecPart[];
  /** Lines of each tile that are drawn: see `linesThatFit`. */
  readonly lines: number;
  /** The first of several side by side has the names of the rows. */
  readonly isFirst: boolean;
}

/** How many lines of every tile find room, the same number in all of them. */
export function linesThatFit(
  tiles: readonly Pick<Tile, "lines">[],
  { width, height }: PlotArea,
): number {
  const most = Math.max(0, ...tiles.map(({ lines }) => lines.length));
  const high = Math.min(most, Math.floor((height - ROOM) / LINE_HEIGHT));
  const isWide = (line: string, i: number): boolean =>
    textWidth(line, i === 0 ? LABEL_SIZE : SMALL_SIZE, i === 0 ? "bold" : "normal") > width - 6;
  const fits = (count: number): boolean =>
    tiles.every(({ lines }) => !lines.slice(0, count).some(isWide));
  for (let count = high; count > 0; count--) if (fits(count)) return count;
  return 0;
}

/** Tiles with their text, names below and at the left. */
export function tilesView(view: TilesView, { width, height }: PlotArea): SpecPart {
  const { columns, rows } = view;
  const tile = { width: width / columns.names.length, height: height / rows.names.length };
  return headed(view.heading, {
    width,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale([-0.5, columns.names.length - 0.5]),
        axis: namesBelow({ ...columns, length: width }),
      }),
      y: quantity("y", {
        scale: fixedScale([rows.names.length - 0.5, -0.5]),
        axis: namesBeside({ ...rows, length: height }, view.isFirst),
      }),
    },
    layer: [...groundLayers(view, tile), ...textLayers(view, tile), hitLayer(view)],
  });
}

/** Over the texts too, which would take the mouse from what is below them. */
function hitLayer({ tiles, tooltip }: TilesView): SpecPart {
  const rows = tiles.map(({ x, y, tips }) => ({
    ...tips,
    x: x - 0.5,
    x2: x + 0.5,
    y: y - 0.5,
    y2: y + 0.5,
  }));
  return drawn(rows, {
    mark: hitMark({ type: "rect" }),
    encoding: {
      x: quantity("x"),
      x2: { field: "x2" },
      y: quantity("y"),
      y2: { field: "y2" },
      tooltip,
    },
  });
}

function groundLayers({ tiles }: TilesView, tile: PlotArea): SpecPart[] {
  const gap = { x: 0.5 - 0.75 / tile.width, y: 0.5 - 0.75 / tile.height };
  const row = ({ x, y, fill }: Tile): SpecRow => ({
    x: x - gap.x,
    x2: x + gap.x,
    y: y - gap.y,
    y2: y + gap.y,
    fill: fill ?? FAILED_GROUND,
  });
  const encoding = {
    x: quantity("x"),
    x2: { field: "x2" },
    y: quantity("y"),
    y2: { field: "y2" },
  };
  const untested = tiles.filter(({ lack }) => lack === "untested");
  return [
    drawn(tiles.filter(({ lack }) => lack !== "untested").map(row), {
      mark: { type: "rect" },
      encoding: { ...encoding, color: { field: "fill", type: "nominal", scale: null } },
    }),
    drawn(untested.map(row), {
      mark: {
        type: "rect",
        fill: "white",
        stroke: FAINT_INK,
        strokeWidth: 0.6,
        strokeDash: [2, 3],
      },
      encoding,
    }),
  ];
}

function textLayers({ tiles, lines: count }: TilesView, tile: PlotArea): SpecPart[] {
  const rows = tiles.flatMap(({ x, y, ink, lines, lack }) => {
    // The cross of a failed cell fits every tile.
    const shown = lines.slice(0, lack === "failed" ? Math.max(1, count) : count);
    return shown.map((text, i) => ({
      x,
      y: y + ((i - (shown.length - 1) / 2) * LINE_HEIGHT) / tile.height,
      text,
      ink: ink ?? FAILED_INK,
      isFirst: i === 0,
    }));
  });
  return [true, false].map((isFirst) =>
    drawn(
      rows
        .filter((row) => row.isFirst === isFirst)
        .map(({ x, y, text, ink }) => ({ x, y, text, ink })),
      {
        mark: {
          type: "text",
          baseline: "middle",
          fontSize: isFirst ? LABEL_SIZE : SMALL_SIZE,
          fontWeight: isFirst ? "bold" : "normal",
        },
        encoding: {
          x: quantity("x"),
          y: quantity("y"),
          text: { field: "text", type: "nominal" },
          color: { field: "ink", type: "nominal", scale: null },
        },
      },
    ),
  );
}
