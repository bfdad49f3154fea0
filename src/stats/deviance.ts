const SERIES_LIMIT = 0.1;

/**
 * `k (e - log(1 + e))` for `mean = k (1 + e)`, where `excess = k e`: the deviance of a count `k` from its mean.
 * Stays exact where `mean` is close to `k`, which makes densities of large counts accurate.
 *
 * `excess` is passed beside `mean` because the caller knows it without cancellation.
 * Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */
export function deviance(k: number, mean: number, excess: number): number {
  const e = excess / k;
  if (!(Math.abs(e) < SERIES_LIMIT)) return k * (e - Math.log(mean / k));
  const v = e / (2 + e);
  const square = v * v;
  let power = 2 * v * square;
  let sum = e * v;
  for (let odd = 3; ; odd += 2) {
    const next = sum - power / odd;
    if (next === sum) return k * sum;
    sum = next;
    power *= square;
  }
}
