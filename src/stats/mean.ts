/** The sum of `value(x)` over the values, compensated for rounding (Neumaier 1974). */
export function sumOf(values: ArrayLike<number>, value: (x: number) => number): number {
  let total = 0;
  let lost = 0;
  for (const x of Float64Array.from(values)) {
    const term = value(x);
    const next = total + term;
    lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/** The sum of the values, compensated for rounding. */
export function sum(values: ArrayLike<number>): number {
  return sumOf(values, (x) => x);
}

/** The arithmetic mean, correct to the last digit or two. NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let least = Infinity;
  let greatest = -Infinity;
  const total = sumOf(values, (x) => {
    least = Math.min(least, x);
    greatest = Math.max(greatest, x);
    return x;
  });
  // Rounding must not take a mean out of the range: values that are all the same have no variance.
  return Number.isFinite(total)
    ? Math.min(greatest, Math.max(least, total / values.length))
    : total / values.length;
}
