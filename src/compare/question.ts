import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";
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
 * @throws FormulaError for a name that cannot stand there.
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
  const facets = formula.facets.map((term) =>
    onlyFinished(view, resolveFactor(view, term, formula)),
  );
  const responses = view.facts ? [] : formula.responses.map(({ statistic }) => statistic);
  const ignored = options.ignore ?? [];
  for (const name of ignored) checkColumn(view, name);
  const hidden = hiddenFactors(view, factors, facets, [seed, ...responses, ...ignored]);
  return { formula, factors, facets, hidden, seed };
}

function checkColumn({ names }: RunsView, name: string): void {
  if (names.includes(name)) return;
  const nearest = nearestName(name, names);
  const remedy = nearest ? `did you mean ${nearest}?` : `the columns are: ${names.join(", ")}.`;
  throw new CeterisError("COMPARE", `There is no column ${name} to ignore; ${remedy}`);
}

/** A panel in which no run finished would be empty: such levels are named in a warning instead. */
function onlyFinished(view: RunsView, facet: ResolvedFactor): ResolvedFactor {
  const finished = new Set(facet.perRun.filter((_, row) => !view.failed[row]));
  return { ...facet, levels: facet.levels.filter((level) => finished.has(level)) };
}

/** @throws FormulaError for a factor with one level: there is nothing to set it against. */
export function refuseConstant({ formula, factors }: Question): void {
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
