import { continuedFraction } from "./continued-fraction.js";
import { deviance } from "./deviance.js";
import { stirlingError } from "./log-gamma.js";

/** Both areas of a distribution cut at one point. The smaller one keeps its relative accuracy. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** `x^a y^b / B(a, b)` where `y = 1 - x` and `excess = b x - a y`. */
function betaPower(x: number, y: number, a: number, b: number, excess: number): number {
  const n = a + b;
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const distance = deviance(a, n * x, excess) + deviance(b, n * y, -excess);
  return Math.sqrt(((a / n) * b) / (2 * Math.PI)) * Math.exp(stirling - distance);
}

/**
 * The incomplete beta function by a continued fraction, fast for `x <= (a + 1) / (a + b + 2)`.
 *
 * This is DLMF 8.17.22 contracted to every second term, which does not cancel where a shape is large.
 * Source: DiDonato and Morris, Algorithm 708, ACM TOMS 18 (1992), equation 9.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const excess = b * x - a * y;
  const numerator = (m: number): number => {
    const divisor = a + 2 * m - 1;
    return ((a + m - 1) / divisor) * (((a + b + m - 1) * m) / divisor) * (b - m) * x * x;
  };
  const denominator = (m: number): number => {
    const first = (m * (b - m) * x) / (a + 2 * m - 1);
    return m + (m === 0 ? 0 : first) + ((a + m) / (a + 2 * m + 1)) * (1 - excess + m * (1 + y));
  };
  return betaPower(x, y, a, b, excess) / continuedFraction(numerator, denominator);
}

/**
 * Both tails of the beta distribution with shapes `a > 0` and `b > 0`.
 *
 * @param x - in [0, 1].
 * @param y - `1 - x`, passed on its own so that neither end loses digits.
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = betaFraction(x, y, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = betaFraction(y, x, b, a);
  return { lower: 1 - upper, upper };
}

/**
 * The regularised incomplete beta function I_x(a, b), for x in [0, 1] and a, b > 0; NaN elsewhere.
 * R: `pbeta(x, a, b)`; scipy: `betainc(a, b, x)`.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower;
}
