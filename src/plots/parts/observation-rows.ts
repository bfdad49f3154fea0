import type { Comparison } from "../../compare/comparison.js";
import type { Level } from "../../compare/types.js";
import { freeNames } from "../chart/free-names.js";
import type { SpecRow } from "../render/spec.js";

/** The points of a chart under the names of the comparison: facets, factors, seed, runs, response, value. */
export function observationRows({ design, observations }: Comparison): SpecRow[] {
  const factors = [...design.facets, ...design.factors].map(({ name }) => name);
  const columns = design.block === undefined ? factors : [...factors, design.block];
  const names = freeNames(columns, ["response", "run", "value"]);
  return observations.map(({ response, facets, levels, block, ids, value }) => {
    const at: readonly Level[] = [...facets, ...levels, block];
    return {
      response,
      ...Object.fromEntries(names.map((name, i) => [name, at[i] ?? null])),
      run: ids.join(", "),
      value,
    };
  });
}
