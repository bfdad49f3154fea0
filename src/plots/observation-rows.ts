import type { Comparison } from "../compare/comparison.js";
import type { Level } from "../compare/types.js";
import type { SpecRow } from "./render/spec.js";

/** The points of a chart under the names of the comparison: facets, factors, seed, runs, response, value. */
export function observationRows({ design, observations }: Comparison): SpecRow[] {
  const names = [...design.facets, ...design.factors].map(({ name }) => name);
  return observations.map(({ response, facets, levels, block, ids, value }) => {
    const at: readonly Level[] = [...facets, ...levels];
    return {
      response,
      ...Object.fromEntries(names.map((name, i) => [name, at[i] ?? null])),
      ...(design.block === undefined ? {} : { [design.block]: block }),
      run: ids.join(", "),
      value,
    };
  });
}
