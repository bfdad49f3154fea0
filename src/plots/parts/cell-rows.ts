import type { Comparison } from "../../compare/comparison.js";
import { freeNames } from "../chart/free-names.js";
import type { SpecRow } from "../render/spec.js";

/** The cells of a comparison as the rows of a chart: facets, factors, sizes, estimate and interval. */
export function cellRows({ cells, design }: Comparison): SpecRow[] {
  const names = freeNames(
    [...design.facets, ...design.factors].map(({ name }) => name),
    ["response", "n", "failed", "estimate", "lower", "upper", "sd"],
  );
  return cells.map(({ response, facets, levels, n, failed, estimate, lower, upper, sd }) => {
    const at = [...facets, ...levels];
    const named = Object.fromEntries(names.map((name, i) => [name, at[i] ?? null]));
    return { response, ...named, n, failed, estimate, lower, upper, sd };
  });
}
