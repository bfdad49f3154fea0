import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { hiddenFactors, seedColumn, type HiddenFactor } from "./guard.js";
import { levelText } from "./level.js";
import type { CompareOptions } from "./options.js";
import { resolveFactor, type ResolvedFactor } from "./resolve.js";
import type { RunsView } from "./runs-view.js";

/** The right-hand side of a formula, resolved against the runs. */
export interface Question {
  readonly formula: Formula;
  readonly factors: readonly ResolvedFactor[];
  readonly facets: readonly ResolvedFactor[];
  readonly hidden: readonly HiddenFactor[];
  /** The column of seeds, where there is one. */
  readonly seed: string | undefined;
}

/**
 * Finds the factors, the facets, the seed, and what varies beside them.
 *
 * @throws FormulaError for a name that cannot stand there, or a factor with one level.
 */
export function resolveQuestion(
  view: RunsView,
  formula: Formula,
  options: CompareOptions,
): Question {
  const seed = seedColumn(view, options.seed);
  const factors = formula.factors.map((term, position) =>
    resolveFactor(view, term, formula, position === 0 ? options.ref : undefined),
  );
  const facets = formula.facets.map((term) => resolveFactor(view, term, formula));
  refuseConstant(formula, factors);
  const responses = formula.responses.map(({ statistic }) => statistic);
  const hidden = hiddenFactors(view, factors, facets, responses, seed);
  return { formula, factors, facets, hidden, seed };
}

function refuseConstant(formula: Formula, factors: readonly ResolvedFactor[]): void {
  for (const [position, { name, levels }] of factors.entries()) {
    if (levels.length > 1) continue;
    const { start } = formula.factors[position]!;
    throw new FormulaError(
      `${name} is ${levelText(levels[0]!)} in every run here, so there is nothing to compare; leave it out, or load other runs.`,
      formula.text,
      start,
    );
  }
}
