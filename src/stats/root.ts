const MOST_STEPS = 200;

/** A point and the value there. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far to go from `a` to `b`: to the zero of the inverse parabola where that is safe, half the way elsewhere. */
function stepShare(a: Point, b: Point, c: Point): number {
  const xi = (a.x - b.x) / (c.x - b.x);
  const phi = (a.y - b.y) / (c.y - b.y);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5;
  const slope = (c.x - a.x) / (b.x - a.x);
  return (
    (a.y / (b.y - a.y)) * (c.y / (b.y - c.y)) + slope * (a.y / (c.y - a.y)) * (b.y / (c.y - b.y))
  );
}

/**
 * The zero of a continuous function between `low` and `high`, to the last digit or two.
 *
 * @param f - of opposite signs at the two ends.
 * @returns NaN where it is not.
 *
 * Source: T. R. Chandrupatla, Advances in Engineering Software 28 (1997).
 */
export function root(f: (x: number) => number, low: number, high: number): number {
  let a: Point = { x: high, y: f(high) };
  let b: Point = { x: low, y: f(low) };
  if (!(a.y * b.y <= 0)) return NaN;
  let share = 0.5;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const x = a.x + share * (b.x - a.x);
    const next = { x, y: f(x) };
    const isBeyond = Math.sign(next.y) !== Math.sign(a.y);
    const c = isBeyond ? b : a;
    if (isBeyond) b = a;
    a = next;
    const best = Math.abs(a.y) < Math.abs(b.y) ? a : b;
    const least = (Number.EPSILON * Math.abs(best.x)) / Math.abs(b.x - a.x);
    if (best.y === 0 || !(least < 0.5)) return best.x;
    share = Math.min(1 - least, Math.max(least, stepShare(a, b, c)));
  }
  return a.x;
}
