import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";
import { isSeedName } from "../util/seed-names.js";
import { expandDot } from "./dot.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { hiddenFactors, seedColumn, type HiddenFactor } from "./guard.js";
import { levelText, toLevel } from "./level.js";
import { nearestRemedy } from "./nearest-remedy.js";
import type { CompareOptions } from "./options.js";
import { heldFactors, planTerms, type Plan } from "./plans.js";
import { resolveFactor, type ResolvedFactor } from "./resolve-factor.js";
import { statisticsOf } from "./response-term.js";
import type { RunsView } from "./runs-view.js";

/** The right-hand side of a formula, resolved against the runs. */
export interface Question {
  readonly formula: Formula;
  readonly factors: readonly ResolvedFactor[];
  readonly facets: readonly ResolvedFactor[];
  /** What is compared with what. */
  readonly plans: readonly Plan[];
  /** Positions of the factors that no plan compares. */
  readonly held: readonly number[];
  readonly hidden: readonly HiddenFactor[];
  /** Factors that `.` stands for and that other params repeat. */
  readonly echoed: readonly HiddenFactor[];
  /** The column of seeds, or the block of the formula, where there is one. */
  readonly seed: string | undefined;
  /** Params that were said to make no difference: by an option, or taken from `.`. */
  readonly ignored: readonly string[];
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
  const seed = seedColumn(view, blockOf(view, formula, options.seed));
  const ref = options.ref === undefined ? undefined : toLevel(options.ref);
  const factors = formula.factors.map((term, position) =>
    resolveFactor(view, term, formula, position === 0 ? ref : undefined),
  );
  const facets = formula.facets.map((term) =>
    onlyFinished(view, resolveFactor(view, term, formula)),
  );
  const responses = view.facts ? [] : formula.responses.flatMap(statisticsOf);
  const ignore = [options.ignore ?? []].flat();
  for (const name of ignore) checkColumn(view, name);
  const ignored = [...new Set([...ignore, ...formula.removed.map(({ column }) => column)])];
  // Within blocks of another kind, seeds tell runs of one setting apart.
  const seeds = formula.blocks.length > 0 ? view.names.filter(isSeedName) : [];
  const known = [seed, ...seeds, ...responses, ...ignored];
  const common = { formula, facets, seed, ignored };
  if (formula.dot === undefined) {
    const plans = planTerms(formula, factors);
    const held = heldFactors(plans, factors.length);
    const hidden = hiddenFactors(view, factors, facets, known, held);
    return { ...common, factors, plans, held, hidden, echoed: [] };
  }
  const dot = expandDot(view, formula, factors, facets, known, ref);
  const every = [...factors, ...dot.factors];
  return {
    ...common,
    factors: every,
    plans: planTerms(formula, every),
    held: [],
    hidden: dot.hidden,
    echoed: dot.echoed,
  };
}

/** The column of the formula's block, else the one that the options name. */
function blockOf(
  view: RunsView,
  { text, blocks }: Formula,
  seed: string | undefined,
): string | undefined {
  const [block, second] = blocks;
  if (!block) return seed;
  const fail = (sentence: string, start: number): never => {
    throw new FormulaError(sentence, text, start);
  };
  if (second) fail("There is at most one block; leave the others out.", second.start);
  if (!view.names.includes(block.column))
    fail(
      `There is no param ${block.column}; ${nearestRemedy(block.column, view.params)}`,
      block.start,
    );
  if (seed !== undefined && seed !== block.column)
    fail(
      `The block ${block.column} and the seed ${seed} differ; leave the option seed out.`,
      block.start,
    );
  return block.column;
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
  for (const { name, levels, start } of factors) {
    if (levels.length > 1) continue;
    throw new FormulaError(
      `${name} is ${levelText(levels[0]!)} in every run here, so there is nothing to compare; leave it out, or load other runs.`,
      formula.text,
      start,
    );
  }
}
