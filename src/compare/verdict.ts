import { sampleSizeForTost } from "../stats/power-tost.js";
import { sampleSizeForWidth } from "../stats/sample-size-for-width.js";
import { tost, type Tost } from "../stats/tost.js";
import { findLoneTests } from "./lone-tests.js";
import { differenceOf } from "./transform.js";
import type { Contrast, OmnibusTest, Response, Verdict } from "./types.js";

/** What a verdict rests on. */
export interface VerdictRule {
  readonly confidence: number;
  /** A difference smaller than this does not matter; a factor where contrasts are ratios. */
  readonly margin: number | undefined;
  readonly responses: readonly Response[];
}

/** The response of a contrast. */
export function responseOf(
  { response }: Pick<Contrast, "response">,
  { responses }: Pick<VerdictRule, "responses">,
): Response {
  return responses.find(({ name }) => name === response)!;
}

/** True where a contrast's adjusted p says that its levels differ. */
export function isDifferent({ pAdjusted }: Contrast, { confidence }: VerdictRule): boolean {
  return pAdjusted < 1 - confidence;
}

/**
 * True where two one-sided tests, each at the level 1 - confidence, find the difference smaller than the margin: where
 * the interval of confidence 1 - 2 (1 - confidence), 90% for 95%, lies within it. All contrasts of a family have to pass,
 * so that their number needs no adjustment.
 */
export function isWithinMargin(contrast: Contrast, rule: VerdictRule): boolean {
  return marginTest(contrast, rule)?.equivalent ?? false;
}

/** The two one-sided tests against the margin, on the scale of the response; undefined without a margin. */
export function marginTest(contrast: Contrast, rule: VerdictRule): Tost | undefined {
  if (rule.margin === undefined) return undefined;
  const margin = onScale(rule.margin, contrast, rule);
  const difference = onScale(contrast.difference, contrast, rule);
  return tost({ ...contrast, difference }, margin, { alpha: 1 - rule.confidence });
}

/** A difference as it is; a ratio as a difference on the scale of its transform. */
function onScale(value: number, contrast: Contrast, rule: VerdictRule): number {
  const { transform } = responseOf(contrast, rule);
  return transform === undefined ? value : differenceOf(transform, value);
}

/**
 * The answer of a whole comparison: no level differs by more than the margin, some differ, or it cannot be said. A
 * difference within the margin is one that does not matter, however sure it is. A term that has a test but no contrast
 * differs where that test says so, unless there is a margin: then nothing tells how large its effect is.
 *
 * @param tests - Of all terms.
 * @param isComplete - False where a level has no result to be compared by.
 */
export function verdictOf(
  contrasts: readonly Contrast[],
  tests: readonly OmnibusTest[],
  rule: VerdictRule,
  isComplete: boolean,
): Verdict {
  const within = contrasts.map((contrast) => isWithinMargin(contrast, rule));
  const lone = findLoneTests(contrasts, tests, rule.confidence);
  const isMeasured = isComplete && lone.length === 0;
  if (isMeasured && contrasts.length > 0 && within.every(Boolean))
    return "no difference larger than the margin";
  const differs =
    contrasts.some((contrast, index) => isDifferent(contrast, rule) && !within[index]) ||
    (rule.margin === undefined && lone.some(({ isClear }) => isClear));
  return differs ? "differs" : "cannot conclude";
}

/**
 * How many seeds (runs, where not paired) each level needs. With a margin: for two one-sided tests that find the
 * difference smaller, with 80% chance where there is none. Without: for an interval that reaches no further than the
 * difference seen to each side, with 80% assurance, allowing for all contrasts of the family (Bonferroni); that plans a
 * width, not a significant result, which would take the difference seen for the true one. NaN where the spread is
 * unknown, or known from two pairs or runs only, for ranks, and for averages that are
 * combined from those of facets.
 */
export function seedsNeeded(contrast: Contrast, rule: VerdictRule, family: number): number {
  if (!(contrast.df >= 2) || contrast.method === "combined") return NaN;
  const { confidence, margin } = rule;
  const plan = { sd: spreadOf(contrast), type: contrast.paired ? "paired" : "two.sample" } as const;
  const seeds =
    margin === undefined
      ? sampleSizeForWidth({
          ...plan,
          margin: Math.abs(onScale(contrast.difference, contrast, rule)),
          confidence: 1 - (1 - confidence) / family,
        })
      : sampleSizeForTost({
          ...plan,
          margin: onScale(margin, contrast, rule),
          alpha: 1 - confidence,
        });
  const isSettled = isDifferent(contrast, rule) || isWithinMargin(contrast, rule);
  // What was not settled by so many is not settled by fewer.
  return isSettled ? seeds : Math.max(seeds, fewestOf(contrast) + 1);
}

/** The standard deviation of a value, of pair differences where paired; that of unlike levels is in the middle. */
export function spreadOf(contrast: Contrast): number {
  const { standardError, variances } = contrast;
  return variances === undefined
    ? standardError * Math.sqrt(replicatesOf(contrast))
    : Math.sqrt((variances[0] + variances[1]) / 2);
}

/** By how many values of the sd that is planned with the squared standard error is divided. */
function replicatesOf({ method, paired, n, sizes: [one, other] }: Contrast): number {
  const inverse = 1 / one + 1 / other;
  if (!paired) return 1 / inverse;
  return method === "linear model" ? n : 2 / inverse;
}

function fewestOf({ method, paired, n, sizes }: Contrast): number {
  return paired && method === "linear model" ? n : Math.min(...sizes);
}
