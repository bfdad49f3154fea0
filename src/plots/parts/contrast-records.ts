import type { Comparison } from "../../compare/comparison.js";
import type { Contrast } from "../../compare/types.js";
import { freeNames } from "../chart/free-names.js";
import type { SpecRow } from "../render/spec.js";

/** Contrasts as the rows of a chart: facets, what is compared and where, the numbers. */
export function contrastRecords(
  { design }: Pick<Comparison, "design">,
  contrasts: readonly Contrast[],
): SpecRow[] {
  const names = freeNames(
    design.facets.map(({ name }) => name),
    [
      "response",
      "term",
      "within",
      "level",
      "control",
      "n",
      "difference",
      "lower",
      "upper",
      "p",
      "p_adjusted",
      "p_smallest",
    ],
  );
  return contrasts.map((one) => ({
    response: one.response,
    ...Object.fromEntries(names.map((name, i) => [name, one.facets[i] ?? null])),
    term: one.term,
    within: one.within.map(String).join(", "),
    level: one.level,
    control: one.control,
    n: one.n,
    difference: one.difference,
    lower: one.lower,
    upper: one.upper,
    p: one.p,
    p_adjusted: one.pAdjusted,
    p_smallest: one.pSmallest,
  }));
}
