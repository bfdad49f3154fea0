import { fUpper } from "./f-distribution.js";
import { sum } from "./mean.js";

/** A test that independent estimates are of one and the same number. */
export interface HomogeneityTest {
  /** Cochran's Q: the squared distances from their weighted mean, each over its squared standard error. */
  readonly q: number;
  /** Q over its degrees of freedom, less what standard errors that are estimated themselves would add. */
  readonly f: number;
  readonly df: number;
  /** A fraction. */
  readonly dfResidual: number;
  readonly p: number;
}

/** An estimate, and how well it is known. */
export interface KnownEstimate {
  readonly estimate: number;
  readonly standardError: number;
  /** Degrees of freedom of the standard error. */
  readonly df: number;
}

/**
 * Are independent estimates the same, whatever their standard errors? Cochran's Q as an F test, as the chi-squared
 * distribution of Q finds too much where standard errors have few degrees of freedom. R: `oneway.test` of the values behind
 * means; `metafor::rma` has the same Q.
 *
 * For fewer than two estimates, or where one has no standard error, everything is NaN. Source: Welch, Biometrika 38 (1951).
 */
export function homogeneityTest(estimates: readonly KnownEstimate[]): HomogeneityTest {
  const count = estimates.length;
  const df = count - 1;
  const variances = estimates.map(({ standardError }) => standardError ** 2);
  const most = Math.max(...variances);
  // As shares of one of them: tiny variances would overflow.
  const weights = variances.map((variance) => (variance > 0 ? most / variance : NaN));
  const total = sum(weights);
  const centre = sum(estimates.map(({ estimate }, i) => estimate * (weights[i]! / total)));
  const q = sum(
    estimates.map(({ estimate }, i) => (weights[i]! * (estimate - centre) ** 2) / most),
  );
  const lack = sum(estimates.map((one, i) => (1 - weights[i]! / total) ** 2 / one.df));
  const size = count ** 2 - 1;
  const f = df > 0 ? q / df / (1 + (2 * (count - 2) * lack) / size) : NaN;
  const dfResidual = df > 0 ? size / (3 * lack) : NaN;
  return { q: df > 0 ? q : NaN, f, df, dfResidual, p: fUpper(f, df, dfResidual) };
}
