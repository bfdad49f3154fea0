import type { Generator } from "./generator.js";
import {
  type RandomizationOptions,
  type RandomizationTest,
  randomizationTest,
  tieOf,
  UNDEFINED_TEST,
} from "./randomization.js";

/** Calls `visit` with the sum of the values under each of the 2^n choices of signs. */
function signedSums(values: Float64Array, visit: (sum: number) => void): void {
  const walk = (index: number, sum: number): void => {
    if (index === values.length) {
      visit(sum);
      return;
    }
    const value = values[index] ?? NaN;
    walk(index + 1, sum + value);
    walk(index + 1, sum - value);
  };
  walk(0, 0);
}

/**
 * The two-sided sign-flip test of paired differences: is their distribution symmetric about 0?
 *
 * Exact, by counting every choice of signs, up to 20 differences; 10,000 seeded draws beyond. Choices whose mean
 * equals the observed one up to rounding (1e-9 of the sum of the absolute differences) are ties and count. NaN for no
 * differences, or where one is not finite.
 */
export function signFlipTest(
  differences: ArrayLike<number>,
  options: RandomizationOptions = {},
): RandomizationTest {
  if (differences.length === 0) return UNDEFINED_TEST;
  const values = Float64Array.from(differences);
  const test = {
    n: values.length,
    tie: tieOf(values),
    observed: values.reduce((sum, x) => sum + x, 0),
    count: 2 ** values.length,
    enumerate: (visit: (sum: number) => void) => signedSums(values, visit),
    draw: (generator: Generator) =>
      values.reduce((sum, x) => (generator.int(2) === 0 ? sum + x : sum - x), 0),
  };
  return randomizationTest(test, options);
}
