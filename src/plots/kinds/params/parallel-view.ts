import type { Estimate } from "../../../compare/types.js";
import { formatSignificant } from "../../../util/format-number.js";
import { drawn, drawnLines, fixedScale, quantity, sixDigits, tip } from "../../marks/encode.js";
import { segmentHits } from "../../marks/hits.js";
import { shortenText, textWidth } from "../../font/text-width.js";
import { BACKGROUND_COLOUR } from "../../look/level-style.js";
import type { ParallelAxis } from "./parallel-axes.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { FAINT_INK, INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";

/** The colour of the lines that stand out, with any colour vision. */
export const BEST_COLOUR = "#d55e00";

/** Px above an axis where its name stands. */
const NAME_AT = -16;
const LINE_HEIGHT = 14;

/** With more lines than this in colour they are thinner. */
const MOST_BOLD = 20;

/** With more lines than this, the room in which each has its tooltip is narrow. */
const MOST_WIDE = 40;

/** Px from an axis to its texts, and of the ground below them. */
const LABEL_GAP = 5;
const GROUND = 13;

/** Ticks of one axis are at least so far apart, in px. */
const TICK_GAP = 13;

/** Lines across axes. */
export interface ParallelView {
  readonly axes: readonly ParallelAxis[];
  /** Cells in the order in which they are drawn. */
  readonly cells: readonly Estimate[];
  readonly best: ReadonlySet<Estimate>;
  readonly cellName: (cell: Estimate) => string;
  readonly response: string;
}

/** One line a cell across all axes; the best ones in colour on top. */
export function parallelView(view: ParallelView, width: number, height: number): SpecPart {
  const step = width / Math.max(1, view.axes.length - 1);
  return {
    width,
    height,
    encoding: {
      x: quantity("x", { scale: fixedScale([0, width]), axis: null }),
      y: quantity("y", { scale: fixedScale([0, 1]), axis: null }),
    },
    layer: [
      lineLayer(view, step, false),
      lineLayer(view, step, true),
      ...axisRules(view.axes, step),
      ...edgeMarks(view.axes, step),
      ...tickTexts(view, step, height),
      ...nameTexts(view.axes, step),
      lineHits(view, step, false),
      lineHits(view, step, true),
    ],
  };
}

function lineLayer(view: ParallelView, step: number, isBest: boolean): SpecPart {
  const { best } = view;
  const rows = ownCells(view, isBest).map((cell, line) => {
    const places = placesOf(cell, view, step);
    return { line, x: places.map(({ x }) => x), y: places.map(({ y }) => sixDigits(y)) };
  });
  return drawnLines(rows, ["x", "y"], {
    mark: {
      type: "line",
      stroke: isBest ? BEST_COLOUR : BACKGROUND_COLOUR,
      strokeWidth: isBest ? (best.size > MOST_BOLD ? 1.1 : 1.8) : 0.9,
      strokeOpacity: isBest ? 0.85 : 0.6,
    },
    encoding: {
      x: quantity("x"),
      y: quantity("y"),
      detail: { field: "line", type: "nominal" },
    },
  });
}

/** What shows the tooltips of lines, over the texts, which would take the mouse. */
function lineHits(view: ParallelView, step: number, isBest: boolean): SpecPart {
  const { cells, cellName, response } = view;
  const told = ownCells(view, isBest).map((cell) =>
    placesOf(cell, view, step).map((place) => ({
      ...place,
      cell: cellName(cell),
      value: formatSignificant(cell.estimate, 5),
      n: cell.n,
    })),
  );
  const tooltip = [tip("cell", "params"), tip("value", response), tip("n", "n", "quantitative")];
  return segmentHits(told, "y", cells.length > MOST_WIDE ? 4 : 10, tooltip);
}

function ownCells({ cells, best }: ParallelView, isBest: boolean): Estimate[] {
  return cells.filter((cell) => best.has(cell) === isBest);
}

/** Where a cell's line crosses the axes: px across, and the share of an axis. */
function placesOf(
  cell: Estimate,
  { axes }: ParallelView,
  step: number,
): { readonly x: number; readonly y: number }[] {
  return axes.map(({ shareOf }, i) => ({ x: i * step, y: shareOf(cell) }));
}

/** The axes, dashed where zero stands apart from a log scale. */
function axisRules(axes: readonly ParallelAxis[], step: number): SpecPart[] {
  const parts = axes.flatMap(({ gap }, i) => {
    const part = (y: number, y2: number, isGap = false) => ({ x: i * step, y, y2, isGap });
    if (gap === undefined) return [part(0, 1)];
    return [part(0, gap[0]), part(...gap, true), part(gap[1], 1)];
  });
  return [false, true].map((isGap) =>
    drawn(
      parts.filter((part) => part.isGap === isGap).map(({ x, y, y2 }) => ({ x, y, y2 })),
      {
        mark: {
          type: "rule",
          stroke: FAINT_INK,
          strokeWidth: 1,
          ...(isGap ? { strokeDash: [3, 3] } : {}),
        },
        encoding: { x: quantity("x"), y: quantity("y"), y2: { field: "y2" } },
      },
    ),
  );
}

/** Triangles where values lie beyond an axis. */
function edgeMarks(axes: readonly ParallelAxis[], step: number): SpecPart[] {
  return [0, 1].flatMap((y) => {
    const rows = axes.flatMap(({ beyond }, i) =>
      beyond?.[y] === true ? [{ x: i * step, y }] : [],
    );
    if (rows.length === 0) return [];
    const shape = y === 0 ? "triangle-down" : "triangle-up";
    return [
      drawn(rows, {
        mark: { type: "point", shape, filled: true, size: 50, opacity: 1, color: FAINT_INK },
        encoding: { x: quantity("x"), y: quantity("y") },
      }),
    ];
  });
}

/** Texts beside the axes, with a ground of their own where lines run below them. */
function tickTexts(view: ParallelView, step: number, height: number): SpecPart[] {
  const { axes, best } = view;
  const rows = axes.flatMap(({ shareOf, ticks }, i) => {
    const winning = new Set([...best].map((cell) => sixDigits(shareOf(cell))));
    return apart(ticks, winning, height).map(({ share, text }) => ({
      x: i * step,
      y: share,
      text: shortenText(text, Math.max(40, step - 24), LABEL_SIZE),
    }));
  });
  const text = { type: "text", baseline: "middle", fontSize: LABEL_SIZE };
  const left = { ...text, align: "right", dx: -LABEL_GAP };
  const encoding = { x: quantity("x"), y: quantity("y"), text: { field: "text", type: "nominal" } };
  // No line passes at the right of the last axis.
  const last = (axes.length - 1) * step;
  const inner = rows.filter(({ x }) => x < last);
  const outer = rows.filter(({ x }) => x === last);
  const grounds = inner.map(({ x, y, text: words }) => ({
    x: x - LABEL_GAP - textWidth(words, LABEL_SIZE) - 2,
    x2: x - LABEL_GAP + 2,
    y: y - GROUND / 2 / height,
    y2: y + GROUND / 2 / height,
  }));
  return [
    drawn(grounds, {
      mark: { type: "rect", fill: "white", opacity: 0.85 },
      encoding: {
        x: quantity("x"),
        x2: { field: "x2" },
        y: quantity("y"),
        y2: { field: "y2" },
      },
    }),
    drawn(inner, { mark: { ...left, color: INK }, encoding }),
    drawn(outer, { mark: { ...text, align: "left", dx: 6, color: INK }, encoding }),
  ];
}

/** Ticks that do not touch each other: those of the best lines before all others. */
function apart(
  ticks: ParallelAxis["ticks"],
  winning: ReadonlySet<number>,
  height: number,
): ParallelAxis["ticks"] {
  const isBest = ({ share }: { readonly share: number }): number =>
    Number(winning.has(sixDigits(share)));
  const kept: ParallelAxis["ticks"][number][] = [];
  for (const tick of ticks.toSorted((a, b) => isBest(b) - isBest(a) || a.share - b.share))
    if (kept.every(({ share }) => Math.abs(share - tick.share) * height >= TICK_GAP))
      kept.push(tick);
  return kept;
}

/** The names of the axes, and under them which of these are logarithmic. */
function nameTexts(axes: readonly ParallelAxis[], step: number): SpecPart[] {
  const rows: SpecRow[] = axes.map(({ name }, i) => ({
    x: i * step,
    text: shortenText(name, Math.max(50, step - 8), LABEL_SIZE),
  }));
  const logs = axes.flatMap(({ isLog }, i) => (isLog ? [{ x: i * step, text: "log scale" }] : []));
  const texts = (own: readonly SpecRow[], at: number, mark: SpecPart): SpecPart =>
    drawn(own, {
      mark: { type: "text", ...mark },
      encoding: {
        x: quantity("x"),
        y: { value: at },
        text: { field: "text", type: "nominal" },
      },
    });
  const bold = { fontSize: LABEL_SIZE, fontWeight: "bold", color: INK };
  if (logs.length === 0) return [texts(rows, NAME_AT, bold)];
  return [
    texts(rows, NAME_AT - LINE_HEIGHT, bold),
    texts(logs, NAME_AT, { fontSize: LABEL_SIZE - 1, color: SOFT_INK }),
  ];
}
