import type { Comparison } from "../../compare/comparison.js";
import { levelNames } from "../look/level-names.js";
import { listWords } from "../../util/list-words.js";
import { valuesText } from "./sentences/units.js";
import { comparisonTitle } from "./titles.js";

/** More levels than this are counted, not listed. */
const MOST_LISTED = 8;

/**
 * One sentence on what a chart of a comparison draws.
 *
 * @param kind - `Heatmap`
 * @param draws - what of the values: `mean and 95% t interval`
 */
export function comparisonDescription(comparison: Comparison, kind: string, draws: string): string {
  const { design } = comparison;
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
  return `${kind} of ${comparisonTitle(comparison)}${which}${facets}: ${draws} of ${valuesText(comparison)}.`;
}
