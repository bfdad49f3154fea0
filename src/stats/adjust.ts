/**
 * Applies an adjustment to the p-values that are numbers, in ascending order, and puts the results back in place. NaN
 * stays NaN and is not counted as a test, as in R's `p.adjust`.
 *
 * @param adjust - ascending p-values in, as many adjusted ones out.
 */
export function adjustSorted(
  p: ArrayLike<number>,
  adjust: (sorted: readonly number[]) => readonly number[],
): number[] {
  const values = Array.from(p);
  const order = values.map((_, i) => i).filter((i) => !Number.isNaN(values[i]));
  order.sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const adjusted = adjust(order.map((i) => values[i] ?? NaN));
  const result = values.map(() => NaN);
  for (const [rank, i] of order.entries()) result[i] = adjusted[rank] ?? NaN;
  return result;
}
