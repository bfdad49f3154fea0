import { CeterisError } from "../util/error.js";
import { contrastLevels } from "./contrast.js";
import { estimateCells } from "./estimate.js";
import { hiddenFactorError } from "./hidden-factor-error.js";
import { observe, refuseDuplicates, toUnits } from "./observe.js";
import type { CompareOptions } from "./options.js";
import { poolUnits } from "./pool.js";
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
  const { formula, factors, facets } = question;
  const { confidence, paired } = options;
  if (question.hidden.length > 0 && options.over !== "mean" && options.over !== "best")
    throw hiddenFactorError(
      question.hidden,
      formula,
      view.failed.filter((failed) => !failed).length,
    );
  const all = toUnits(view, response, question);
  refuseDuplicates(all, question.seed);
  const { units, notes, warnings } = poolUnits(all, question, response, options.over);
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
