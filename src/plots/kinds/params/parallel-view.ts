import type { Estimate } from "../../../compare/types.js";
import { formatSignificant } from "../../../util/format-number.js";
import { drawn, fixedScale, quantity, tip } from "../../marks/encode.js";
import { segmentHits } from "../../marks/hits.js";
import { shortenText } from "../../font/text-width.js";
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
      ...lineLayers(view, step, false),
      ...lineLayers(view, step, true),
      axisRules(view.axes, step),
      ...tickTexts(view.axes, step, height),
      ...nameTexts(view.axes, step),
    ],
  };
}

function lineLayers(view: ParallelView, step: number, isBest: boolean): SpecPart[] {
  const { axes, best, cells, cellName, response } = view;
  const own = cells.filter((cell) => best.has(cell) === isBest);
  const rows = own.map((cell, line) =>
    axes.map(({ shareOf }, i) => ({ x: i * step, y: shareOf(cell), line })),
  );
  const visible = drawn(rows.flat(), {
    mark: {
      type: "line",
      stroke: isBest ? BEST_COLOUR : BACKGROUND_COLOUR,
      strokeWidth: isBest ? (best.size > MOST_BOLD ? 1.1 : 1.8) : 0.9,
      opacity: isBest ? 0.85 : 0.6,
    },
    encoding: {
      x: quantity("x"),
      y: quantity("y"),
      detail: { field: "line", type: "nominal" },
    },
  });
  const told = own.map((cell, i) =>
    rows[i]!.map(({ x, y }) => ({
      x,
      y,
      cell: cellName(cell),
      value: formatSignificant(cell.estimate, 5),
      n: cell.n,
    })),
  );
  const tooltip = [tip("cell", "params"), tip("value", response), tip("n", "n", "quantitative")];
  return [visible, segmentHits(told, "y", cells.length > MOST_WIDE ? 4 : 10, tooltip)];
}

function axisRules(axes: readonly ParallelAxis[], step: number): SpecPart {
  return drawn(
    axes.map((_, i) => ({ x: i * step })),
    {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1 },
      encoding: { x: quantity("x"), y: { value: 0 }, y2: { value: "height" } },
    },
  );
}

/** Texts beside the axes, with a white rim where lines run below them. */
function tickTexts(axes: readonly ParallelAxis[], step: number, height: number): SpecPart[] {
  const rows = axes.flatMap(({ ticks }, i) =>
    apart(ticks, height).map(({ share, text }) => ({
      x: i * step,
      y: share,
      text: shortenText(text, Math.max(40, step - 24), LABEL_SIZE),
    })),
  );
  const text = { type: "text", baseline: "middle", fontSize: LABEL_SIZE };
  const left = { ...text, align: "right", dx: -5 };
  const encoding = { x: quantity("x"), y: quantity("y"), text: { field: "text", type: "nominal" } };
  // No line passes at the right of the last axis.
  const last = (axes.length - 1) * step;
  const inner = rows.filter(({ x }) => x < last);
  const outer = rows.filter(({ x }) => x === last);
  return [
    drawn(inner, { mark: { ...left, stroke: "white", strokeWidth: 3, opacity: 0.9 }, encoding }),
    drawn(inner, { mark: { ...left, color: INK }, encoding }),
    drawn(outer, { mark: { ...text, align: "left", dx: 6, color: INK }, encoding }),
  ];
}

/** Ticks from below, those aside that would touch the one before. */
function apart(ticks: ParallelAxis["ticks"], height: number): ParallelAxis["ticks"] {
  let reached = -Infinity;
  return ticks
    .toSorted((a, b) => a.share - b.share)
    .filter(({ share }) => {
      const isFree = share * height - reached >= TICK_GAP;
      if (isFree) reached = share * height;
      return isFree;
    });
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
