import { MOST_VALUES } from "./t-design.js";

/** The smallest number from 2 on that suffices, where all larger ones do too; Infinity beyond ten million. */
export function smallestSize(suffices: (n: number) => boolean): number {
  let high = 2;
  while (!suffices(high)) {
    if (high > MOST_VALUES) return Infinity;
    high *= 2;
  }
  let low = Math.max(1, high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}
