import { countBefore } from "./count-before.js";

/**
 * Cliff's delta: the share of pairs with `a > b` less the share with `a < b`, in [-1, 1]. It looks at the groups as
 * independent, pairs or not. NaN where a group is empty or a value is NaN.
 */
export function cliffsDelta(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const first = Float64Array.from(a);
  const second = Float64Array.from(b).toSorted();
  if (first.some(Number.isNaN) || second.some(Number.isNaN)) return NaN;
  let balance = 0;
  for (const x of first) {
    const below = countBefore(second, (y) => y < x);
    const above = second.length - countBefore(second, (y) => y <= x);
    balance += below - above;
  }
  return balance / (first.length * second.length);
}
