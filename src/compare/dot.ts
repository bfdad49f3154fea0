import { isSeedName } from "../util/seed-names.js";
import { columnTerm } from "./factor-term.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { hiddenFactors, type HiddenFactor } from "./guard.js";
import { nearestRemedy } from "./nearest-remedy.js";
import { resolveFactor, type ResolvedFactor } from "./resolve-factor.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";

/** What `.` stands for, and what cannot be told from the other factors. */
export interface Dot {
  readonly factors: readonly ResolvedFactor[];
  readonly hidden: readonly HiddenFactor[];
  /** Of the factors, those that other params repeat: no run tells them apart. */
  readonly echoed: readonly HiddenFactor[];
}

/**
 * The params that `.` stands for: all that vary among finished runs, but seeds, blocks, facets, factors that are
 * named, what is taken away, and a param that only repeats another one.
 *
 * @param known - Columns that `.` leaves out beside these.
 * @param ref - The control of the first factor.
 * @throws FormulaError where that is none, or a name that is taken away does not exist.
 */
export function expandDot(
  view: RunsView,
  formula: Formula,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  known: readonly (string | undefined)[],
  ref?: Level,
): Dot {
  const start = formula.dot!;
  for (const { column, start: place } of formula.removed)
    if (!view.names.includes(column))
      throw new FormulaError(
        `There is no param ${column} to take away; ${nearestRemedy(column, view.params)}`,
        formula.text,
        place,
      );
  const apart = [...known, ...view.names.filter(isSeedName)];
  const varying = hiddenFactors(view, factors, facets, apart);
  const free = varying.filter(({ isConfounded }) => !isConfounded);
  if (varying.length === 0)
    throw new FormulaError(
      'No other param varies among these runs, seeds apart, so "." stands for nothing; name the factors, or write ~ 1.',
      formula.text,
      start,
    );
  return {
    factors: free.map(({ name }, position) =>
      resolveFactor(
        view,
        columnTerm(name, start),
        formula,
        position + factors.length === 0 ? ref : undefined,
      ),
    ),
    hidden: varying.filter(({ isConfounded }) => isConfounded),
    echoed: free.filter(({ echoes }) => echoes.length > 0),
  };
}
