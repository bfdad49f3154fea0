import { adjustSorted } from "./adjust.js";

/**
 * Holm's adjusted p-values, in the order given: the chance of any false alarm in the family stays below the level,
 * whatever the dependence. NaN stays NaN and is not counted. R: `p.adjust(p, "holm")`.
 */
export function holm(p: ArrayLike<number>): number[] {
  return adjustSorted(p, (sorted) => {
    let highest = 0;
    return sorted.map((value, i) => {
      highest = Math.max(highest, Math.min(1, value * (sorted.length - i)));
      return highest;
    });
  });
}
