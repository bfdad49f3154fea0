import type { Layout, PlotArea } from "../chart/fit-size.js";
import type { Panel } from "./panels.js";
import type { PanelPlace } from "./panels-chart.js";

/** Panels as they lie. */
export type PanelRows = readonly (readonly Panel[])[];

/** What one panel needs, in px. */
export interface PanelRoom {
  /** Below this nothing can be read. */
  readonly least?: Partial<PlotArea>;
  /** Below this panels are rather laid in more rows. */
  readonly good?: Partial<PlotArea>;
}

/** Panels side by side at most, where no size is asked for. */
const MOST_ACROSS = 4;

const LEAST = { width: 40, height: 40 } as const;
const GOOD = { width: 76, height: 60 } as const;

/** Rows of panels such that none is longer; those of one row stay together. */
export function wrapRows<Item>(
  rows: readonly (readonly Item[])[],
  columns: number,
): (readonly Item[])[] {
  return rows.flatMap((row) =>
    Array.from({ length: Math.max(1, Math.ceil(row.length / columns)) }, (_, i) =>
      row.slice(i * columns, (i + 1) * columns),
    ),
  );
}

/**
 * The ways to lay panels out, from the widest: as they are, or, where `usual` can tell the size of other rows, with at
 * most four side by side, and then ever fewer.
 */
export function panelLayouts<Item>(
  grid: readonly (readonly Item[])[],
  usual: PlotArea | ((grid: readonly (readonly Item[])[]) => PlotArea),
  room: PanelRoom = {},
): Layout[] {
  const across = Math.max(1, ...grid.map(({ length }) => length));
  if (typeof usual !== "function") return [layoutOf(grid.length, across, usual, room)];
  return columnCounts(across).map((columns) => {
    const rows = wrapRows(grid, columns);
    return layoutOf(rows.length, columns, usual(rows), room);
  });
}

/** Of rows as even as they can be: 12 panels in rows of 4, 3, 2 or 1, and 5 in rows of 3, 2 or 1. */
function columnCounts(across: number): number[] {
  const least = Math.ceil(across / MOST_ACROSS);
  const counts = Array.from({ length: across - least + 1 }, (_, i) =>
    Math.ceil(across / (least + i)),
  );
  return [...new Set(counts)];
}

function layoutOf(rows: number, columns: number, usual: PlotArea, room: PanelRoom): Layout {
  const least = { ...LEAST, ...room.least };
  const good = { ...GOOD, ...room.good };
  const all = ({ width, height }: PlotArea): PlotArea => ({
    width: width * columns,
    height: height * rows,
  });
  return {
    columns,
    usual,
    least: smaller(all(least), usual),
    good: smaller(all(good), usual),
  };
}

function smaller(one: PlotArea, other: PlotArea): PlotArea {
  return { width: Math.min(one.width, other.width), height: Math.min(one.height, other.height) };
}

/** What tells a panel from those around it. */
interface Neighbour {
  readonly heading: string;
  readonly response?: { readonly name: string };
}

/** Where a panel lies among the others. */
export function placeIn(
  grid: readonly (readonly Neighbour[])[],
  row: number,
  column: number,
): Omit<PanelPlace, keyof PlotArea> {
  const [own, above, below] = [row, row - 1, row + 1].map((i) => grid[i]?.[column]);
  return {
    isFirst: column === 0,
    isLast: column === grid[row]!.length - 1,
    isTop: above?.heading !== own?.heading,
    isBottom: below === undefined,
    isLastOfMeasure: below === undefined || below.response?.name !== own?.response?.name,
  };
}
