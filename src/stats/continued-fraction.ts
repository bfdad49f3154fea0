const TINY = 1e-300;
const MOST_TERMS = 1_000_000;

/**
 * The value of `b(0) + a(1) / (b(1) + a(2) / (b(2) + ...))`, to double precision.
 *
 * @param numerator - `a(k)` for k = 1, 2, ...
 * @param denominator - `b(k)` for k = 0, 1, ...
 * @returns NaN where it does not converge.
 *
 * Source: the modified Lentz algorithm, Thompson and Barnett, J. Comput. Phys. 64 (1986).
 */
export function continuedFraction(
  numerator: (k: number) => number,
  denominator: (k: number) => number,
): number {
  let value = denominator(0) || TINY;
  let c = value;
  let d = 0;
  for (let k = 1; k <= MOST_TERMS; k += 1) {
    const a = numerator(k);
    const b = denominator(k);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) <= Number.EPSILON) return value;
  }
  return NaN;
}
