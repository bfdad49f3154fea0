import type { Comparison } from "../../compare/comparison.js";
import { levelNames } from "../look/level-names.js";
import { listWords } from "../../util/list-words.js";
import { unitOfValues } from "./words.js";
import { comparisonTitle, intervalWords } from "./titles.js";
import { countText } from "../../util/count-text.js";

/** More levels than this are counted, not listed. */
const MOST_LISTED = 8;

/** One sentence on what a chart of a comparison draws. */
export function comparisonDescription(
  comparison: Comparison,
  kind: string,
  draws: string = intervalWords(comparison),
): string {
  const { cells, design, observations } = comparison;
  const levels = design.factors[0]?.levels ?? [];
  const listed = listWords(levels.map(levelNames(levels)));
  const which =
    levels.length === 0
      ? ""
      : levels.length > MOST_LISTED
        ? ` (${levels.length} levels)`
        : ` (${listed})`;
  const facets =
    design.facets.length === 0
      ? ""
      : `, for each ${listWords(design.facets.map(({ name }) => name))}`;
  const [response] = design.responses;
  const isOwn = (one: { readonly response: string }): boolean => one.response === response?.name;
  const known = observations.filter(isOwn).length;
  const never = cells.filter(isOwn).reduce((sum, { censored }) => sum + censored, 0);
  const sizes = countText(known + never, unitOfValues(design));
  return `${kind} of ${comparisonTitle(comparison)}${which}${facets}: ${draws} of ${sizes}.`;
}
