import type { Generator } from "./generator.js";
import { mean } from "./mean.js";
import {
  absoluteSum,
  type RandomizationOptions,
  type RandomizationTest,
  randomizationTest,
  tieOf,
  UNDEFINED_TEST,
} from "./randomization.js";

/** `n` choose `k`, in floating point. */
function binomial(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) count = (count * (n - i + 1)) / i;
  return Math.round(count);
}

/** Calls `visit` with the sum of every subset of `size` values. */
function subsetSums(values: Float64Array, size: number, visit: (sum: number) => void): void {
  const walk = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      visit(sum);
      return;
    }
    for (let i = from; i <= values.length - left; i += 1) {
      walk(i + 1, left - 1, sum + (values[i] ?? NaN));
    }
  };
  walk(0, size, 0);
}

/** The sum of `size` values drawn without replacement: the first steps of a shuffle. */
function drawSubsetSum(values: Float64Array, size: number, generator: Generator): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1) {
    const pick = i + generator.int(values.length - i);
    const value = values[pick] ?? NaN;
    values[pick] = values[i] ?? NaN;
    values[i] = value;
    sum += value;
  }
  return sum;
}

/**
 * The two-sided permutation test of the difference of two means: are the groups exchangeable?
 *
 * Exact, by counting every split, up to 20 values together; 10,000 seeded draws beyond. The two-sided p is twice the
 * smaller one-sided one, as in scipy's `permutation_test`. Splits whose difference equals the observed one up to
 * rounding (1e-9 of the sum of the absolute deviations from the common mean) are ties and count. NaN where a group is
 * empty or a value is not finite.
 */
export function permutationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: RandomizationOptions = {},
): RandomizationTest {
  if (a.length === 0 || b.length === 0) return UNDEFINED_TEST;
  const values = Float64Array.from([...Array.from(a), ...Array.from(b)]);
  const size = a.length;
  const centre = mean(values);
  // With the total fixed, the sum of the first group orders splits as the difference of the means does.
  const centred = values.map((x) => x - centre);
  const shuffled = centred.slice();
  const test = {
    n: values.length,
    // The second term is what rounding the values left behind, should they lie far from 0.
    tie: tieOf(centred) + 2 * Number.EPSILON * absoluteSum(values),
    observed: centred.subarray(0, size).reduce((sum, x) => sum + x, 0),
    count: binomial(values.length, size),
    enumerate: (visit: (sum: number) => void) => subsetSums(centred, size, visit),
    draw: (generator: Generator) => drawSubsetSum(shuffled, size, generator),
  };
  return randomizationTest(test, options);
}
