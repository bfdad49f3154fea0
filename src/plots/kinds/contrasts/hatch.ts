import { drawn, quantity } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import type { Tile } from "../../parts/tiles.js";
import { FAINT_INK } from "../../look/theme.js";

/** Px between two lines, and from the edge of a tile. */
const GAP = 9;
const EDGE = 1;

/** A view of tiles with some of them hatched, under their text. */
export function hatchLayer(view: SpecPart, tiles: readonly Tile[], tile: PlotArea): SpecPart {
  if (tiles.length === 0) return view;
  const layers = view["layer"] as SpecPart[];
  const rows = tiles.flatMap((one) => hatchRows(one, tile));
  const hatch = drawn(rows, {
    mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 0.6, opacity: 0.7 },
    encoding: {
      x: quantity("x"),
      x2: { field: "x2" },
      y: quantity("y"),
      y2: { field: "y2" },
    },
  });
  return {
    ...view,
    layer: [...layers.slice(0, GROUND_LAYERS), hatch, ...layers.slice(GROUND_LAYERS)],
  };
}

/** Lines at 45°, from the lower left to the upper right, cut at the edges of a tile. */
function hatchRows({ x, y }: Tile, { width, height }: PlotArea): SpecRow[] {
  const [wide, high] = [width - 2 * EDGE, height - 2 * EDGE];
  const count = Math.floor((wide + high) / GAP);
  return Array.from({ length: count }, (_, i) => {
    // From the lower left corner: where the line meets the left or the lower edge, and the upper or the right one.
    const at = (i + 0.5) * GAP;
    const [x1, y1] = [Math.max(0, at - high), Math.min(at, high)];
    const [x2, y2] = [Math.min(at, wide), Math.max(0, at - wide)];
    return {
      x: x - 0.5 + (EDGE + x1) / width,
      y: y - 0.5 + (EDGE + y1) / height,
      x2: x - 0.5 + (EDGE + x2) / width,
      y2: y - 0.5 + (EDGE + y2) / height,
    };
  });
}

/** The layers of `tilesView` that lie under the text. */
const GROUND_LAYERS = 2;
