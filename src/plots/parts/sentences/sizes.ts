import type { Comparison } from "../../../compare/comparison.js";
import { rangeText } from "../words.js";
import { unitOfValues } from "./units.js";

/**
 * `n = 8 runs per level`; with facets `n = 8 runs per level and panel`.
 *
 * @param facet - what a level of the facets is here
 */
export function sizeWords(
  { cells, design }: Comparison,
  facet: "panel" | "task" = "panel",
): string {
  if (cells.length === 0) return "";
  const counts = rangeText(cells.map(({ n }) => n));
  const unit = unitOfValues(design);
  const places = [
    ...(design.factors.length === 1 ? ["level"] : []),
    ...(design.facets.length > 0 ? [facet] : []),
  ];
  const each = design.factors.length > 1 ? "cell" : places.join(" and ");
  return `n = ${counts} ${counts === "1" ? unit : `${unit}s`}${each === "" ? "" : ` per ${each}`}`;
}
