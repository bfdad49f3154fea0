import type { Comparison } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import type {
  Contrast,
  Estimate,
  Factor,
  Level,
  Observation,
  Response,
} from "../../compare/types.js";
import { levelNames } from "../look/level-names.js";
import { emptyText } from "./sentences/empty.js";

/** One small chart among several: one response at fixed levels of the facets. */
export interface Panel {
  readonly response: Response;
  /** Levels of the facets, in their order. */
  readonly facets: readonly Level[];
  /** What stands above it: `lr = 0.01`; empty without facets. */
  readonly heading: string;
  /** What stands in it where it has no value. */
  readonly empty: string;
  readonly cells: readonly Estimate[];
  readonly differences: readonly Contrast[];
  readonly observations: readonly Observation[];
}

/**
 * Panels as they lie: a row per response and level of the second facet, a column per level of the first.
 *
 * @param observations those to draw, where not all are
 */
export function panelGrid(
  comparison: Comparison,
  observations: readonly Observation[] = comparison.observations,
): Panel[][] {
  const { responses, facets } = comparison.design;
  const columns = facetLevels(facets[0]);
  const rows = facetLevels(facets[1]);
  return responses.flatMap((response) =>
    rows.map((row) =>
      columns.map((column) =>
        makePanel({ comparison, observations }, response, [...column, ...row]),
      ),
    ),
  );
}

/** The levels of a facet, each in a list of its own; one empty list without the facet. */
export function facetLevels(facet: Factor | undefined): Level[][] {
  return facet === undefined ? [[]] : facet.levels.map((level) => [level]);
}

function makePanel(
  { comparison, observations }: Pick<Panel, "observations"> & { readonly comparison: Comparison },
  response: Response,
  facets: readonly Level[],
): Panel {
  const key = levelKey(facets);
  const here = (entry: { readonly response: string; readonly facets: readonly Level[] }): boolean =>
    entry.response === response.name && levelKey(entry.facets) === key;
  return {
    response,
    facets,
    heading: facetHeading(comparison.design.facets, facets),
    empty: emptyText(comparison.design, facets),
    cells: comparison.cells.filter(here),
    differences: comparison.differences.filter(here),
    observations: observations.filter(here),
  };
}

/** `lr = 0.01, hidden = [64]`. */
export function facetHeading(facets: readonly Factor[], levels: readonly Level[]): string {
  return facets
    .map(({ name, levels: own }, i) => `${name} = ${levelNames(own)(levels[i] ?? null)}`)
    .join(", ");
}
