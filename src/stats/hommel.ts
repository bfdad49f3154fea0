import { adjustSorted } from "./adjust.js";

/** What all but the smallest of `size` p-values, the largest of the family, contribute to Simes' p-value. */
function simesBeyond(sorted: readonly number[], size: number): number {
  let smallest = Infinity;
  for (let rank = 2; rank <= size; rank += 1) {
    const value = sorted[sorted.length - size + rank - 1] ?? NaN;
    smallest = Math.min(smallest, (size * value) / rank);
  }
  return smallest;
}

/**
 * Hommel's adjusted p-values, in the order given: Simes' test of every subset of the family that contains the p-value
 * (closed testing). Valid where Simes' test is: for independent or positively dependent tests. Never larger than
 * Holm's. NaN stays NaN and is not counted. R: `p.adjust(p, "hommel")`.
 */
export function hommel(p: ArrayLike<number>): number[] {
  return adjustSorted(p, (sorted) => {
    const adjusted = [...sorted];
    for (let size = 2; size <= sorted.length; size += 1) {
      const others = simesBeyond(sorted, size);
      // Of the subsets of this size whose smallest is p[i], the largest others speak least against it. Subsets with
      // a smaller one than p[i] never decide: a subset without that one speaks even less against p[i].
      for (const [i, value] of sorted.slice(0, sorted.length - size + 1).entries()) {
        adjusted[i] = Math.max(adjusted[i] ?? 0, Math.min(size * value, others));
      }
    }
    return adjusted;
  });
}
