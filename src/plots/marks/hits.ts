import { HIT_STYLE } from "../render/without-hits.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { drawn, quantity } from "./encode.js";

/** Px of a strip across a panel in which a line has one tooltip, and from a line to the farthest place that has its own. */
const STRIP = 12;
const REACH = 14;

/** A point of a line, in px from the upper left corner of its panel. */
export interface HitPoint {
  readonly x: number;
  readonly y: number;
  /** Fields that the tooltip shows. */
  readonly tips: SpecRow;
}

/** An invisible mark that takes the mouse: what is drawn is often too thin for it. A picture has none of them. */
export function hitMark(mark: SpecPart): SpecPart {
  return { ...mark, style: HIT_STYLE, opacity: 0 };
}

/**
 * Invisible marks along lines: near a line, and nearer to it than to any other, its tooltip is shown, with the fields of
 * its next point.
 *
 * @param lines - each from the left to the right
 * @param width - of the panel, in px
 */
export function lineHits(
  lines: readonly (readonly HitPoint[])[],
  width: number,
  tooltip: readonly SpecPart[],
): SpecPart[] {
  const count = Math.max(1, Math.round(width / STRIP));
  const rows = Array.from({ length: count }, (_, i) => {
    const [from, to] = [(i * width) / count, ((i + 1) * width) / count];
    return stripRows(lines, from, to);
  }).flat();
  if (rows.length === 0) return [];
  return [
    drawn(rows, {
      mark: hitMark({ type: "rect", clip: true }),
      encoding: { x: px("x"), x2: { field: "x2" }, y: px("y"), y2: { field: "y2" }, tooltip },
    }),
  ];
}

/**
 * Invisible marks along the straight parts of lines, each with the fields of the point at its left: a line itself has its
 * tooltip at its points only.
 *
 * @param lines - rows with a place `x`, from the left to the right
 * @param y - the field of the other place
 * @param across - px in which a line has its tooltip
 */
export function segmentHits(
  lines: readonly (readonly SpecRow[])[],
  y: string,
  across: number,
  tooltip: readonly SpecPart[],
): SpecPart {
  const rows = lines.flatMap((line) =>
    line.slice(1).map((end, i) => ({ ...line[i]!, x2: end["x"]!, y2: end[y]! })),
  );
  return drawn(rows, {
    mark: hitMark({ type: "rule", strokeWidth: across }),
    encoding: {
      x: quantity("x"),
      x2: { field: "x2" },
      y: quantity(y),
      y2: { field: "y2" },
      tooltip,
    },
  });
}

function px(field: string): SpecPart {
  return quantity(field, { scale: null, axis: null });
}

/** The places of all lines in a strip, each up to the middle between it and the next. */
function stripRows(lines: readonly (readonly HitPoint[])[], from: number, to: number): SpecRow[] {
  const places = lines
    .flatMap((line) => placeAt(line, from, to) ?? [])
    .toSorted((a, b) => a.y - b.y);
  return places.map(({ y, tips }, i) => {
    const [above, below] = [places[i - 1]?.y ?? -Infinity, places[i + 1]?.y ?? Infinity];
    return {
      ...tips,
      x: Math.round(from),
      x2: Math.round(to),
      y: Math.round(Math.max(y - REACH, (above + y) / 2)),
      y2: Math.round(Math.min(y + REACH, (below + y) / 2)),
    };
  });
}

/** Where a line crosses a strip, and its point that is next; undefined where it does not come so far. */
function placeAt(line: readonly HitPoint[], from: number, to: number): HitPoint | undefined {
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || first.x > to || last.x < from) return undefined;
  const x = Math.max(first.x, Math.min(last.x, (from + to) / 2));
  const after = Math.max(
    0,
    line.findIndex((point) => point.x >= x),
  );
  const [left, right] = [line[Math.max(0, after - 1)]!, line[after]!];
  const share = right.x > left.x ? (x - left.x) / (right.x - left.x) : 1;
  const next = share < 0.5 ? left : right;
  return { x, y: left.y + share * (right.y - left.y), tips: next.tips };
}
