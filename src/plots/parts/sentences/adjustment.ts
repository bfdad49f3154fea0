import type { Comparison } from "../../../compare/comparison.js";
import { familySize } from "../../../compare/findings.js";
import type { Contrast } from "../../../compare/types.js";

/** ` with 95% interval`, for so many of them where not all have one; empty where none has. */
export function contrastInterval(contrasts: readonly Contrast[], interval: string): string {
  const known = contrasts.filter(({ difference }) => Number.isFinite(difference));
  const bounded = known.filter(({ lower, upper }) => Number.isFinite(lower + upper)).length;
  if (bounded === 0) return "";
  return ` with ${interval}${bounded < known.length ? ` for ${bounded} of ${known.length}` : ""}`;
}

/**
 * `; p is adjusted by Holm for the 6 contrasts, intervals are not`: that several contrasts leave more room for chance than
 * one. Empty for a single contrast.
 *
 * @param shown - those that are drawn
 * @param hasP - whether their p is written
 */
export function adjustmentWords(
  { design, differences }: Comparison,
  shown: readonly Contrast[],
  hasP: boolean,
): string {
  const hasInterval = shown.some(({ lower }) => Number.isFinite(lower));
  const isTested = hasP && shown.some(({ pAdjusted }) => !Number.isNaN(pAdjusted));
  const family = familySize(differences);
  if (family < 2 || (!hasInterval && !isTested)) return "";
  const all = `for the ${family} contrasts`;
  if (!isTested) return `; intervals are not adjusted ${all}`;
  if (design.adjusted === "none")
    return `; ${hasInterval ? "neither p nor intervals are" : "p is not"} adjusted ${all}`;
  return `; p is adjusted by ${design.adjusted} ${all}${hasInterval ? ", intervals are not" : ""}`;
}
