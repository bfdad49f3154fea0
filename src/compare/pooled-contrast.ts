import { averageEstimates } from "../stats/average-estimates.js";
import { agreementOf, type BlockDifferences } from "./facet-agreement.js";
import type { ContrastOptions } from "./strata.js";
import type { Contrast, FacetDifference, PooledContrast } from "./types.js";

/**
 * The average of the contrasts of the facets.
 *
 * @param dependent - True where facets may have runs in common that make them alike.
 */
export function combine(
  own: readonly Contrast[],
  dependent: boolean,
  { confidence }: ContrastOptions,
): PooledContrast {
  const estimates = own.map(({ difference, ...one }) => ({ estimate: difference, ...one }));
  const sum = (of: (contrast: Contrast) => number): number =>
    own.reduce((total, contrast) => total + of(contrast), 0);
  const { variances: _, ...first } = own[0]!;
  const contrast: Contrast = {
    ...first,
    method: "combined",
    ...averageEstimates(estimates, { dependent, confidence }),
    n: sum(({ n }) => n),
    sizes: [sum(({ sizes }) => sizes[0]), sum(({ sizes }) => sizes[1])],
    pExact: NaN,
    pSmallest: NaN,
    paired: own.every(({ paired }) => paired),
  };
  return toPooled(contrast, own, undefined);
}

/** An average over facets, with what it hides: between which of their contrasts it lies, and whether they agree. */
export function toPooled(
  contrast: Contrast,
  own: readonly Contrast[],
  within: BlockDifferences | undefined,
): PooledContrast {
  const extreme = (sign: number): FacetDifference => {
    const { facets, difference } = own.reduce((a, b) =>
      sign * (b.difference - a.difference) > 0 ? b : a,
    );
    return { facets, difference };
  };
  return {
    ...contrast,
    facets: [],
    hedgesG: NaN,
    cliffsDelta: NaN,
    count: own.length,
    lowest: extreme(-1),
    highest: extreme(1),
    agreement: agreementOf(own, within),
    adjusted: "none",
  };
}
