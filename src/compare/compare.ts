import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { analyse } from "./analyse.js";
import { Comparison } from "./comparison.js";
import { adjustFamily } from "./contrast.js";
import { parseFormula } from "./formula.js";
import { levelText, toLevel } from "./level.js";
import { checkOptions, type CompareOptions } from "./options.js";
import { refuseConstant, resolveQuestion, type Question } from "./question.js";
import { resolveResponse, toFactor, type ResolvedResponse } from "./resolve.js";
import { viewRuns } from "./runs-view.js";
import { atSetting } from "./setting.js";
import { summarise } from "./summary.js";
import { contrastsTable, estimatesTable } from "./tables.js";
import type { Contrast, Design } from "./types.js";
import { verdictOf } from "./verdict.js";
import {
  cellWarnings,
  emptyFacetWarnings,
  ignoredWarnings,
  isComplete,
  statusWarnings,
} from "./warnings.js";

const DEFAULT_CONFIDENCE = 0.95;

/** Whatever loads runs by name of a mark; an `Index` does. */
export interface RunSource {
  info(
    mark?: string | readonly string[],
    options?: { readonly failed?: boolean },
  ): Promise<ColumnTable>;
}

/**
 * Answers `interest ~ parameters`: reduces every run to one number, estimates every cell, and sets every level of
 * the first factor against the control, within seeds where levels share them.
 *
 * Given an Index, it loads the runs itself, failed ones too, so that they are counted.
 *
 * @param formula - `response (+ response) ~ factor (+ factor) (| facet (+ facet))`.
 * @throws FormulaError where the formula cannot be read or does not fit the runs.
 * @throws CeterisError `COMPARE` where the runs do not allow the conclusion: a hidden factor, a duplicate run.
 *
 * @example
 * const comparison = compare(runs, "val_accuracy ~ optimizer | lr");
 */
export function compare(runs: ColumnTable, formula: string, options?: CompareOptions): Comparison;
export function compare(
  index: RunSource,
  formula: string,
  options?: CompareOptions & { readonly mark?: string | readonly string[] },
): Promise<Comparison>;
export function compare(
  source: ColumnTable | RunSource,
  formula: string,
  options: CompareOptions & { readonly mark?: string | readonly string[] } = {},
): Comparison | Promise<Comparison> {
  if (!isRunSource(source)) return compareRuns(source, formula, options);
  return source
    .info(options.mark, { failed: true })
    .then((runs) => compareRuns(runs, formula, options));
}

/** Tells an Index from a table; what is neither is refused. */
export function isRunSource(source: ColumnTable | RunSource): source is RunSource {
  if ("info" in source) return true;
  if ("columnNames" in source) return false;
  throw new CeterisError(
    "COMPARE",
    "There is nothing to compare in this value; give a table of runs, such as index.info() returns, or an Index.",
  );
}

function compareRuns(runs: ColumnTable, text: string, options: CompareOptions): Comparison {
  const formula = parseFormula(text);
  checkOptions(options);
  const { over } = options;
  const view = viewRuns(typeof over === "object" ? atSetting(runs, over) : runs);
  if (view.size === 0)
    throw new CeterisError(
      "COMPARE",
      `There are no runs to compare by '${text}'; load some, or loosen the filter.`,
    );
  const confidence = options.confidence ?? DEFAULT_CONFIDENCE;
  const responses = formula.responses.map((term) => resolveResponse(view, term, formula, options));
  const question = resolveQuestion(view, formula, options);
  refuseConstant(question);
  const parts = responses.map((response) =>
    analyse(view, question, response, { ...options, confidence }),
  );
  const rule = { confidence, margin: options.margin };
  const notes = [...settingNote(over), ...new Set(parts.flatMap((part) => part.notes))];
  const differences = adjustFamily(parts.flatMap(({ contrasts }) => contrasts));
  const cells = parts.flatMap((part) => part.cells);
  const design = {
    ...designOf(question, responses, differences, notes, confidence),
    ...(options.margin === undefined ? {} : { margin: options.margin }),
  };
  return new Comparison({
    formula: text,
    design,
    observations: parts.flatMap(({ observations }) => observations),
    cells,
    differences,
    estimates: estimatesTable(cells, design),
    contrasts: contrastsTable(differences, design),
    verdict: verdictOf(differences, rule, isComplete(cells, design)),
    summary: summarise(differences, cells, design, rule),
    warnings: [
      ...new Set([
        ...parts.flatMap((part) => part.warnings),
        ...statusWarnings(view),
        ...emptyFacetWarnings(question),
        ...ignoredWarnings(options),
        ...cellWarnings(cells, design),
      ]),
    ],
  });
}

/** The setting that was kept, for those who read the answer without the call. */
function settingNote(over: CompareOptions["over"]): string[] {
  if (typeof over !== "object") return [];
  const setting = Object.entries(over).map(
    ([name, value]) => `${name} ${levelText(toLevel(value))}`,
  );
  return setting.length > 0 ? [`one at ${listWords(setting)}`] : [];
}

function designOf(
  { factors, facets, seed }: Question,
  responses: readonly ResolvedResponse[],
  contrasts: readonly Contrast[],
  notes: readonly string[],
  confidence: number,
): Design {
  return {
    responses: responses.map(({ name, statistic, reducer, direction }) => ({
      name,
      statistic,
      reducer,
      direction,
    })),
    factors: factors.map(toFactor),
    facets: facets.map(toFactor),
    block: seed,
    paired: contrasts.length > 0 && contrasts.every(({ paired }) => paired),
    averagedOver: notes,
    confidence,
  };
}
