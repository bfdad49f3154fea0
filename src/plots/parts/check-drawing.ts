import { Comparison } from "../../compare/comparison.js";
import { plainText } from "../../compare/level.js";
import type { Design } from "../../compare/types.js";
import { checkValue, type ValueKind } from "../../util/check-options.js";
import type { DrawOptions } from "../chart/chart-options.js";
import { checkColors } from "../chart/check-colors.js";
import { checkDrawOptions } from "../chart/check-draw-options.js";
import { levelNames } from "../look/level-names.js";

const COMPARISON: ValueKind = {
  accepts: (value) => value instanceof Comparison,
  remedy: "give what compare() returned",
};

/**
 * Checks what a chart function was given, before it draws.
 *
 * @param call - the function's name
 * @param more - options that it takes beside those of all charts
 * @throws CeterisError `USAGE` or `CHART` naming what cannot be used
 */
export function checkDrawing(
  call: string,
  comparison: Comparison,
  options: DrawOptions,
  more: Readonly<Record<string, ValueKind>> = {},
): void {
  checkValue(`The first argument of ${call}`, comparison, COMPARISON);
  checkDrawOptions(call, options, more);
  if (options.colors !== undefined) checkColors(options.colors, levelTexts(comparison.design));
}

/** What the levels of a design are called, as a chart or a condition writes them. */
export function levelTexts({ factors, facets }: Pick<Design, "factors" | "facets">): string[] {
  const texts = [...factors, ...facets].flatMap(({ levels }) => [
    ...levels.map(levelNames(levels)),
    ...levels.map(plainText),
  ]);
  return [...new Set(texts)];
}
