import type { CubicContour, CubicPoint } from "./charstring.js";

interface GlyphPoint {
  readonly x: number;
  readonly y: number;
  readonly isOn: boolean;
}

/** How far a quadratic curve may lie from the cubic one that it stands for, in font units. */
const MOST_APART = 0.5;

const ON_CURVE = 1;

/** A glyph of TrueType's table `glyf`, whose curves are quadratic; empty without contours. */
export function quadraticGlyph(contours: readonly CubicContour[]): Buffer {
  const drawn = contours.map(quadraticContour).filter((points) => points.length > 2);
  const points = drawn.flat();
  if (points.length === 0) return Buffer.alloc(0);
  let last = -1;
  const ends = drawn.map((contour) => (last += contour.length));
  const words = [drawn.length, ...bounds(points), ...ends, 0];
  const flags = Buffer.from(points.map(({ isOn }) => (isOn ? ON_CURVE : 0)));
  const steps = [steps16(points.map(({ x }) => x)), steps16(points.map(({ y }) => y))];
  const length = 2 * words.length + flags.length + 4 * points.length;
  return Buffer.concat([int16s(words), flags, ...steps, Buffer.alloc(length % 2)]);
}

/** A contour closes by itself: the end that repeats the start is left out. */
function quadraticContour([start, ...rest]: CubicContour): GlyphPoint[] {
  if (start === undefined) return [];
  const points = [rounded(start, true)];
  let from = start;
  for (let i = 0; i + 3 <= rest.length; i += 3) {
    const [one, two, to] = [rest[i]!, rest[i + 1]!, rest[i + 2]!];
    points.push(...quadratics(from, one, two, to));
    from = to;
  }
  const [first, last] = [points[0]!, points.at(-1)!];
  const isClosed = points.length > 1 && last.isOn && last.x === first.x && last.y === first.y;
  return isClosed ? points.slice(0, -1) : points;
}

/** A cubic curve in as many quadratic ones as the distance asks for, all over equal parts of it. */
function quadratics(
  from: CubicPoint,
  one: CubicPoint,
  two: CubicPoint,
  to: CubicPoint,
): GlyphPoint[] {
  const isLine = from[0] === one[0] && from[1] === one[1] && two[0] === to[0] && two[1] === to[1];
  if (isLine) return [rounded(to, true)];
  const third = (axis: 0 | 1): number => to[axis] - 3 * two[axis] + 3 * one[axis] - from[axis];
  const apart = (Math.sqrt(3) / 36) * Math.hypot(third(0), third(1));
  const count = Math.max(1, Math.ceil(Math.cbrt(apart / MOST_APART)));
  const at = (t: number, axis: 0 | 1): number =>
    (1 - t) ** 3 * from[axis] +
    3 * t * (1 - t) ** 2 * one[axis] +
    3 * t ** 2 * (1 - t) * two[axis] +
    t ** 3 * to[axis];
  const slope = (t: number, axis: 0 | 1): number =>
    3 * (1 - t) ** 2 * (one[axis] - from[axis]) +
    6 * t * (1 - t) * (two[axis] - one[axis]) +
    3 * t ** 2 * (to[axis] - two[axis]);
  return Array.from({ length: count }, (_, i) => [i / count, (i + 1) / count] as const).flatMap(
    ([t, next]) => {
      // The mean of where the tangents of both ends point.
      const control = (axis: 0 | 1): number =>
        (at(t, axis) + at(next, axis)) / 2 +
        ((next - t) / 4) * (slope(t, axis) - slope(next, axis));
      return [rounded([control(0), control(1)], false), rounded([at(next, 0), at(next, 1)], true)];
    },
  );
}

function rounded([x, y]: CubicPoint, isOn: boolean): GlyphPoint {
  return { x: Math.round(x), y: Math.round(y), isOn };
}

function bounds(points: readonly GlyphPoint[]): number[] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Each value as the way from the one before. */
function steps16(values: readonly number[]): Buffer {
  return int16s(values.map((value, i) => value - (values[i - 1] ?? 0)));
}

function int16s(words: readonly number[]): Buffer {
  const out = Buffer.alloc(2 * words.length);
  for (const [i, word] of words.entries()) out.writeInt16BE(word, 2 * i);
  return out;
}
