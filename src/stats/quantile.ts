/**
 * The sample quantile of type 7 (linear between order statistics), the default of R and NumPy.
 *
 * @param values - infinite ones too: the middle of 1, 2 and ∞ is 2, between -∞ and a number it is -∞.
 * @param p - in [0, 1].
 * @returns NaN for no values, where a value is NaN, and where `p` is outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const position = p * (sorted.length - 1);
  const low = Math.floor(position);
  const from = sorted[low] ?? NaN;
  const to = sorted[low + 1] ?? from;
  // Typed arrays sort NaN to the end.
  if (Number.isNaN(sorted.at(-1)) || !(p >= 0 && p <= 1)) return NaN;
  const share = position - low;
  if (from === to || share === 0) return from;
  return from === -Infinity ? from + to : from + share * (to - from);
}

/** The middle value, or the mean of the middle two. NaN for no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
