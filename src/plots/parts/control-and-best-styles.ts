import type { Comparison } from "../../compare/comparison.js";
import type { DrawOptions } from "../chart/chart-options.js";
import { levelStyles, type LevelStyle } from "../look/level-style.js";
import { bestLevel } from "./rank-levels.js";

/**
 * Styles of a factor's levels, of which the control and the best stand out where there are many; one style for
 * everything, under the text of no level, where there is no such factor.
 *
 * @param factor - position among the comparison's factors
 */
export function controlAndBestStyles(
  comparison: Comparison,
  factor: number,
  { colors }: DrawOptions,
): LevelStyle[] {
  const levels = comparison.design.factors[factor]?.levels ?? [null];
  const standOut = [levels[0] ?? null, ...bestLevel(comparison, factor)];
  return levelStyles(levels, { standOut, ...(colors === undefined ? {} : { colours: colors }) });
}
