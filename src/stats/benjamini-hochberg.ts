import { adjustSorted } from "./adjust.js";

/**
 * Benjamini and Hochberg's adjusted p-values, in the order given: the expected share of false alarms among those called
 * significant stays below the level. NaN stays NaN and is not counted. R: `p.adjust(p, "BH")`.
 */
export function benjaminiHochberg(p: ArrayLike<number>): number[] {
  return adjustSorted(p, (sorted) => {
    let lowest = 1;
    return sorted
      .map((value, i) => (value * sorted.length) / (i + 1))
      .reduceRight<number[]>((adjusted, value, i) => {
        lowest = Math.min(lowest, value);
        adjusted[i] = lowest;
        return adjusted;
      }, []);
  });
}
