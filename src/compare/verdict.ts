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

/** The answer of a whole comparison: some levels differ, none by more than the margin, or it cannot be said. */
export function verdictOf(contrasts: readonly Contrast[], rule: VerdictRule): Verdict {
  if (contrasts.some((contrast) => isDifferent(contrast, rule))) return "differs";
  const isSettled =
    contrasts.length > 0 && contrasts.every((contrast) => isWithinMargin(contrast, rule));
  return isSettled ? "no difference larger than the margin" : "cannot conclude";
}

/**
 * How many seeds each level needs for an interval that reaches no further than the margin to each side, with 80%
 * assurance. Where no margin was named, it is the size of the difference seen, and the interval is one that allows for
 * all contrasts of the family (Bonferroni). NaN where the spread is unknown.
 */
export function seedsNeeded(contrast: Contrast, rule: VerdictRule, family: number): number {
  const { margin } = rule;
  const perLevel = contrast.paired ? contrast.n : contrast.n / 2;
  const seeds = sampleSizeForWidth({
    sd: contrast.standardError * Math.sqrt(contrast.paired ? perLevel : perLevel / 2),
    margin: margin ?? Math.abs(contrast.difference),
    confidence: margin === undefined ? 1 - (1 - rule.confidence) / family : rule.confidence,
    type: contrast.paired ? "paired" : "two.sample",
  });
  // What was not settled by so many is not settled by fewer.
  return Math.max(seeds, Math.floor(perLevel) + 1);
}
