import { normalCdf, normalDensity, normalQuantile } from "./normal.js";
import { scaleMixture } from "./scale-mixture.js";
import { tailQuantile } from "./tail-quantile.js";

/** The logarithm of a share that adds nothing to a sum. */
const LOG_NEGLIGIBLE = -40;
/** The chance of a wider range is 0 in double precision. */
const WIDEST = 54;

/**
 * The chance that the range of `groups` standard normal values is more than a width: an integral over the largest value
 * `z`, given that not all others are within the width below it, by the trapezoid rule.
 */
function rangeUpper(groups: number): (width: number) => number {
  const others = groups - 1;
  // Many groups make the integrand narrow.
  const step = Math.min(0.3, 0.65 / Math.log(groups));
  const from = normalQuantile(Math.exp(LOG_NEGLIGIBLE / others));
  const count = Math.ceil((WIDEST / 2 + 7 - from) / step);
  const below = Float64Array.from({ length: count }, (_, i) => normalCdf(from + i * step));
  const weight = below.map((area, i) => normalDensity(from + i * step) * Math.pow(area, others));
  return (width) => {
    if (width > WIDEST) return 0;
    // No interval of this width holds a larger share of a normal distribution than `0.4 width`.
    if (Math.log(groups) + others * Math.log(0.4 * width) < LOG_NEGLIGIBLE) return 1;
    const first = Math.max(0, Math.floor((width / 2 - 7 - from) / step));
    const last = Math.min(count, Math.ceil((Math.max(9, width / 2 + 7) - from) / step));
    let sum = 0;
    for (let i = first; i < last; i += 1) {
      // Rounding must not take the share above 1.
      const beyond = Math.min(1, normalCdf(from + i * step - width) / below[i]!);
      sum -= weight[i]! * Math.expm1(others * Math.log1p(-beyond));
    }
    return Math.min(1, groups * step * sum);
  };
}

/** The chance that a studentized range is more than `q`, accurate in the far tail; see `ptukey`. */
export function ptukeyUpper(q: number, groups: number, df: number): number {
  if (!(groups >= 2) || Number.isNaN(q)) return NaN;
  if (q === Infinity) return df >= 1 ? 0 : NaN;
  const width = Math.max(0, q);
  const upper = rangeUpper(groups);
  return Math.min(
    1,
    scaleMixture(df, (s) => upper(width * s), groups),
  );
}

/**
 * The chance that a studentized range is at most `q`: the largest less the smallest of `groups` normal means, as a
 * multiple of their standard error, estimated with `df` degrees of freedom. R: `ptukey`, with `nranges = 1`.
 *
 * The error is below 1e-13. NaN for fewer than two groups and for `df` below 1; `df` may be Infinity.
 *
 * Source: the double integral of Copenhaver and Holland, J. Statist. Comput. Simul. 30 (1988), each by the trapezoid
 * rule.
 */
export function ptukey(q: number, groups: number, df: number): number {
  return 1 - ptukeyUpper(q, groups, df);
}

/** The `q` with `ptukey(q, groups, df) = p`; NaN where `p` is outside [0, 1]. R: `qtukey`, which stops at 4 digits. */
export function qtukey(p: number, groups: number, df: number): number {
  return tailQuantile((q) => ptukeyUpper(q, groups, df), 1 - p);
}
