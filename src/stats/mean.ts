/** The sum of `value(x)` over the values, compensated for rounding (Neumaier 1974). */
export function sumOf(values: ArrayLike<number>, value: (x: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (const x of Float64Array.from(values)) {
    const term = value(x);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

/** The arithmetic mean, correct to the last digit or two. NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let least = Infinity;
  let greatest = -Infinity;
  const sum = sumOf(values, (x) => {
    least = Math.min(least, x);
    greatest = Math.max(greatest, x);
    return x;
  });
  // Rounding must not take a mean out of the range: values that are all the same have no variance.
  return Number.isFinite(sum)
    ? Math.min(greatest, Math.max(least, sum / values.length))
    : sum / values.length;
}
