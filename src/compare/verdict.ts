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
 * How many seeds each level needs for an interval that reaches no further than the margin to each side (the size of
 * the difference seen, where no margin was named), with 80% assurance. NaN where the spread is unknown.
 */
export function seedsNeeded(contrast: Contrast, { confidence, margin }: VerdictRule): number {
  const wanted = margin ?? Math.abs(contrast.difference);
  const perLevel = contrast.paired ? contrast.n : contrast.n / 2;
  const sd = contrast.standardError * Math.sqrt(contrast.paired ? perLevel : perLevel / 2);
  return sampleSizeForWidth({
    sd,
    margin: wanted,
    confidence,
    type: contrast.paired ? "paired" : "two.sample",
  });
}
