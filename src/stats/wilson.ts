import { normalQuantile } from "./normal.js";
import type { IntervalOptions } from "./t-interval.js";

/** A share with Wilson's score interval. */
export interface WilsonInterval {
  readonly n: number;
  /** `successes / n`. */
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/** The lower limit, in the form without cancellation: exactly 0 for no successes. */
function lowerLimit(successes: number, n: number, z: number): number {
  const failures = n - successes;
  const root = z * Math.sqrt(z * z + (4 * successes * failures) / n);
  return (2 * successes * successes) / (n * (2 * successes + z * z + root));
}

/**
 * Wilson's score interval, without continuity correction, of a share of `successes` among `n`.
 * scipy: `binomtest(k, n).proportion_ci(method="wilson")`. NaN for `n` of 0 and for `successes` outside [0, n].
 */
export function wilson(
  successes: number,
  n: number,
  options: IntervalOptions = {},
): WilsonInterval {
  if (!(n > 0 && successes >= 0 && successes <= n)) {
    return { n, share: NaN, lower: NaN, upper: NaN };
  }
  const z = -normalQuantile((1 - (options.confidence ?? 0.95)) / 2);
  return {
    n,
    share: successes / n,
    lower: lowerLimit(successes, n, z),
    upper: 1 - lowerLimit(n - successes, n, z),
  };
}
