import { CeterisError } from "../util/error.js";
import { contrastLevels } from "./contrast.js";
import { estimateCells } from "./estimate.js";
import { hiddenFactorError } from "./guard.js";
import { observe, refuseDuplicates, toUnits, type Unit } from "./observe.js";
import type { CompareOptions } from "./options.js";
import { blocksOf, poolByBest, poolByMean } from "./pool.js";
import type { Question } from "./question.js";
import type { ResolvedResponse } from "./resolve.js";
import type { RunsView } from "./runs-view.js";
import type { Contrast, Estimate, Observation } from "./types.js";

/** Everything that is computed for one response. */
export interface Analysis {
  readonly observations: readonly Observation[];
  readonly cells: readonly Estimate[];
  readonly contrasts: readonly Contrast[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Reduces, pools, estimates and contrasts one response.
 *
 * @throws CeterisError `COMPARE` where the runs do not allow the conclusion.
 */
export function analyse(
  view: RunsView,
  question: Question,
  response: ResolvedResponse,
  options: CompareOptions & { readonly confidence: number },
): Analysis {
  const { factors, facets } = question;
  const { confidence, paired } = options;
  const { units, notes, warnings } = poolUnits(view, question, response, options);
  const observations = observe(units, response.name);
  if (observations.length === 0)
    throw new CeterisError(
      "COMPARE",
      `None of these ${view.size} runs has a finite value of ${response.name}; see their status and statistics.`,
    );
  const made = contrastLevels(observations, question, { confidence, paired });
  return {
    observations,
    cells: estimateCells(units, response.name, [...facets, ...factors], confidence),
    contrasts: made.contrasts,
    notes,
    warnings: [...warnings, ...made.warnings],
  };
}

function poolUnits(
  view: RunsView,
  { formula, factors, facets, hidden, seed }: Question,
  response: ResolvedResponse,
  { over }: CompareOptions,
): { units: readonly Unit[]; notes: readonly string[]; warnings: readonly string[] } {
  const blocks = blocksOf(seed === undefined ? null : view.column(seed), view.size);
  const units = toUnits(view, response, { factors, facets, hidden, blocks });
  if (hidden.length > 0 && over !== "mean" && over !== "best")
    throw hiddenFactorError(hidden, formula, view.size);
  refuseDuplicates(units, seed);
  if (hidden.length === 0) return { units, notes: [], warnings: [] };
  const pooled =
    over === "mean"
      ? poolByMean(units, hidden, seed)
      : poolByBest(units, response.name, hidden, response.direction);
  return { units: pooled.units, notes: [pooled.note], warnings: pooled.warnings };
}
