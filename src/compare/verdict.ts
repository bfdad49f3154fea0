import { sampleSizeForWidth } from "../stats/sample-size-for-width.js";
import type { Contrast, Verdict } from "./types.js";

/** What a verdict rests on. */
export interface VerdictRule {
  readonly confidence: number;
  /** A difference smaller than this does not matter. */
  readonly margin: number | undefined;
}

/** True where a contrast's adjusted p says that its levels differ. */
export function isDifferent({ pAdjusted }: Contrast, { confidence }: VerdictRule): boolean {
  return pAdjusted < 1 - confidence;
}

/** True where the whole interval lies within the margin. */
export function isWithinMargin({ lower, upper }: Contrast, { margin }: VerdictRule): boolean {
  return margin !== undefined && lower > -margin && upper < margin;
}

/**
 * The answer of a whole comparison: no level differs by more than the margin, some differ, or it cannot be said. A
 * difference within the margin is one that does not matter, however sure it is.
 *
 * @param isComplete - False where a level has no result to be compared by.
 */
export function verdictOf(
  contrasts: readonly Contrast[],
  rule: VerdictRule,
  isComplete: boolean,
): Verdict {
  const isSettled = isComplete && contrasts.every((contrast) => isWithinMargin(contrast, rule));
  if (contrasts.length > 0 && isSettled) return "no difference larger than the margin";
  return contrasts.some((contrast) => isDifferent(contrast, rule)) ? "differs" : "cannot conclude";
}

/**
 * How many seeds each level needs for an interval that reaches no further than the margin to each side, with 80%
 * assurance. Where no margin was named, it is the size of the difference seen, and the interval is one that allows for
 * all contrasts of the family (Bonferroni). It plans a width, not a significant result: that would take the difference
 * seen for the true one. NaN where the spread is unknown, or known from two pairs or runs only.
 */
export function seedsNeeded(contrast: Contrast, rule: VerdictRule, family: number): number {
  const { margin } = rule;
  if (contrast.df < 2) return NaN;
  const [one, other] = contrast.sizes;
  const spread = contrast.paired ? Math.sqrt(one) : 1 / Math.sqrt(1 / one + 1 / other);
  const seeds = sampleSizeForWidth({
    sd: contrast.standardError * spread,
    margin: margin ?? Math.abs(contrast.difference),
    confidence: margin === undefined ? 1 - (1 - rule.confidence) / family : rule.confidence,
    type: contrast.paired ? "paired" : "two.sample",
  });
  // What was not settled by so many is not settled by fewer.
  return Math.max(seeds, Math.min(one, other) + 1);
}
