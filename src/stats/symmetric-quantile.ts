/** A distribution symmetric about 0, seen from `x >= 0`. */
export interface SymmetricLaw {
  /** The area beyond `x`, accurate where it is small. */
  readonly tail: (x: number) => number;
  /** The area between 0 and `x`, accurate where it is small. */
  readonly centre: (x: number) => number;
  /** The logarithm of the density, which lives on where the density itself underflows. */
  readonly logDensity: (x: number) => number;
}

const MOST_STEPS = 200;
/** Below it the solver works with the tail, above with the area next to the centre. */
const TAIL_BELOW = 0.25;

/**
 * Newton's method for `log area(x) = log target` in `log x`. Tail and central area of a unimodal law are both
 * log-concave in `log x`, so that a step that overshoots is followed by steps that close in from one side only.
 *
 * @param direction - 1 where the area grows with `x`, -1 where it shrinks.
 */
function solve(
  target: number,
  start: number,
  area: (x: number) => number,
  logDensity: (x: number) => number,
  direction: 1 | -1,
): number {
  let x = start;
  for (let step = 0; step < MOST_STEPS && Number.isFinite(x); step += 1) {
    const reached = area(x);
    const elasticity = direction * Math.exp(Math.log(x) + logDensity(x) - Math.log(reached));
    const change = Math.log(reached / target) / elasticity;
    x *= Math.exp(-change);
    if (Math.abs(change) <= Number.EPSILON) return x;
  }
  return x;
}

/** The point below which the law has the area `p`; NaN where `p` is outside [0, 1]. */
export function symmetricQuantile(p: number, law: SymmetricLaw): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0.5) return 0;
  const sign = p < 0.5 ? -1 : 1;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return sign * Infinity;
  if (tail < TAIL_BELOW) {
    return sign * solve(tail, Math.sqrt(-2 * Math.log(tail)), law.tail, law.logDensity, -1);
  }
  const centre = Math.abs(p - 0.5);
  const start = centre / Math.exp(law.logDensity(0));
  return sign * solve(centre, start, law.centre, law.logDensity, 1);
}
