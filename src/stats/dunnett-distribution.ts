import { normalCdf, normalDensity } from "./normal.js";
import { scaleMixture } from "./scale-mixture.js";
import { tailQuantile } from "./tail-quantile.js";

/** Contrasts with the same loading, which have the same conditional distribution. */
interface Loading {
  /** The correlation with the common part. */
  readonly lambda: number;
  /** What is left, `sqrt(1 - lambda^2)`. */
  readonly rest: number;
  readonly count: number;
}

/** Loadings near 1 would need ever finer steps: the rest is taken as no smaller than this, which is on the safe side. */
const LEAST_REST = 0.019;
/** The chance of a larger value is 0 in double precision. */
const LARGEST = 39;
/** The logarithm of a share that adds nothing to 1. */
const LOG_NEGLIGIBLE = -40;

function distinctLoadings(lambdas: ArrayLike<number>): Loading[] {
  const counts = new Map<number, number>();
  for (const lambda of Array.from(lambdas, Math.abs)) {
    counts.set(lambda, (counts.get(lambda) ?? 0) + 1);
  }
  return Array.from(counts, ([lambda, count]) => {
    const rest = Math.max(LEAST_REST, Math.sqrt((1 - lambda) * (1 + lambda)));
    return { lambda, rest, count };
  });
}

/** The chance that any of the contrasts lies outside of [-limit, limit], given the common part `z`. */
function outsideGiven(z: number, limit: number, loadings: readonly Loading[]): number {
  let logInside = 0;
  for (const { lambda, rest, count } of loadings) {
    const outside =
      normalCdf((lambda * z - limit) / rest) + normalCdf((-lambda * z - limit) / rest);
    logInside += count * Math.log1p(-Math.min(1, outside));
  }
  return -Math.expm1(logInside);
}

/** More than the logarithm of the chance that all contrasts lie within [-limit, limit], whatever the common part. */
function logInsideBound(limit: number, loadings: readonly Loading[]): number {
  return loadings.reduce(
    (sum, { rest, count }) => sum + count * Math.min(0, Math.log((0.8 * limit) / rest)),
    0,
  );
}

/** The chance that the largest of the correlated normal values is more than `limit` in size, by the trapezoid rule. */
function largestUpper(limit: number, loadings: readonly Loading[], step: number): number {
  if (limit > LARGEST) return 0;
  if (logInsideBound(limit, loadings) < LOG_NEGLIGIBLE) return 1;
  const to = limit + 9;
  let sum = outsideGiven(0, limit, loadings) * normalDensity(0);
  for (let z = step; z < to; z += step) {
    sum += 2 * normalDensity(z) * outsideGiven(z, limit, loadings);
  }
  return Math.min(1, step * sum);
}

/** The step at which the trapezoid rule has converged: steep contrasts and many of them need a finer one. */
function stepFor(loadings: readonly Loading[], size: number): number {
  const steepest = Math.max(...loadings.map(({ lambda, rest }) => lambda / rest));
  return Math.min(0.3, 0.3 / steepest, 0.65 / Math.log(2 * size));
}

/**
 * The chance that the largest of several |t| is more than `t`, where the contrasts `i` and `j` have the correlation
 * `lambdas[i] * lambdas[j]` and share an estimated standard deviation with `df` degrees of freedom. So it is where groups
 * of `n[i]` values are compared with one control of `n0`: `lambdas[i] = sqrt(n[i] / (n[i] + n0))`.
 *
 * The error is below 1e-12 for loadings up to 0.9998; beyond, a few percent, on the safe side. NaN without contrasts, for
 * a loading beyond [-1, 1], and for `df` below 1; `df` may be Infinity. Source: the double integral of Dunnett, JASA 50
 * (1955), each by the trapezoid rule.
 */
export function dunnettUpper(t: number, lambdas: ArrayLike<number>, df: number): number {
  const loadings = distinctLoadings(lambdas);
  const isValid = loadings.length > 0 && loadings.every(({ lambda }) => lambda <= 1);
  if (!isValid || Number.isNaN(t)) return NaN;
  if (t === Infinity) return df >= 1 ? 0 : NaN;
  const limit = Math.max(0, t);
  const step = stepFor(loadings, lambdas.length);
  return Math.min(
    1,
    scaleMixture(df, (s) => largestUpper(limit * s, loadings, step), lambdas.length),
  );
}

/**
 * The multiple of the standard errors that simultaneous intervals of all the contrasts reach to each side; see
 * `dunnettUpper`. NaN where `confidence` is outside [0, 1].
 */
export function dunnettCritical(
  confidence: number,
  lambdas: ArrayLike<number>,
  df: number,
): number {
  return tailQuantile((t) => dunnettUpper(t, lambdas, df), 1 - confidence);
}
