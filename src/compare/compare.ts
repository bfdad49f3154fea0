import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { adjustAverages, adjustFamily } from "./adjust-family.js";
import { analyse, type Analysis } from "./analyse.js";
import { Comparison } from "./comparison.js";
import { failureWarnings } from "./failure-warnings.js";
import { parseFormula, type Formula } from "./formula.js";
import { levelText, toLevel } from "./level.js";
import { checkCompareOptions, type CompareOptions } from "./options.js";
import { pickRows } from "./pick-rows.js";
import { provenanceWarnings } from "./provenance-warnings.js";
import { refuseConstant, resolveQuestion, type Question } from "./question.js";
import { withoutRareLevels } from "./rare-levels.js";
import { toFactor } from "./resolve-factor.js";
import { resolveResponse, toResponse, type ResolvedResponse } from "./resolve-response.js";
import { resultWarnings } from "./result-warnings.js";
import { viewRuns, type RunsView } from "./runs-view.js";
import { atSetting } from "./setting.js";
import { summarise } from "./summary.js";
import { contrastsTable, estimatesTable, pooledTable, testsTable } from "./tables.js";
import { isRatio } from "./transform.js";
import type { Design } from "./types.js";
import { verdictOf } from "./verdict.js";
import {
  cellWarnings,
  echoWarnings,
  censoredWarnings,
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
 * the first factor against the control, within seeds where levels share them. `a*b` and `a/b` compare main effects and
 * interactions, `.` every param that varies.
 *
 * Given an Index, it loads the runs itself, failed ones too, so that they are counted.
 *
 * @param formula - `response (+ response) ~ term (+ term) (| facet (+ facet))`, as `parseFormula` describes it.
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
  return withRuns(source, options, (runs, rest) => compareRuns(runs, formula, rest));
}

/** Loads the runs of a mark, failed ones too, and goes on with what is left of the options. */
export async function withRuns<Options extends object, Answer>(
  source: RunSource,
  options: Options & { readonly mark?: string | readonly string[] },
  answer: (runs: ColumnTable, rest: Options) => Answer,
): Promise<Answer> {
  const { mark, ...rest } = options ?? {};
  return answer(await source.info(mark, { failed: true }), (options && rest) as unknown as Options);
}

/** Tells an Index from a table; what is neither is refused. */
export function isRunSource(source: ColumnTable | RunSource): source is RunSource {
  if (canDo(source, "info")) return true;
  if (isTable(source)) return false;
  throw new CeterisError(
    "COMPARE",
    "There is nothing to compare in this value; give a table of runs, such as index.info() returns, or an Index.",
  );
}

/** By what it can do: a notebook's cells have classes of their own. */
export function isTable(value: unknown): value is ColumnTable {
  return canDo(value, "columnNames");
}

function canDo(value: unknown, method: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[method] === "function";
}

function compareRuns(runs: ColumnTable, text: string, options: CompareOptions): Comparison {
  const formula = parseFormula(text);
  checkCompareOptions(options);
  const { over, margin } = options;
  const all = viewRuns(typeof over === "object" ? atSetting(runs, over) : runs);
  if (all.size === 0)
    throw new CeterisError(
      "COMPARE",
      `There are no runs to compare by '${text}'; load some, or loosen the filter.`,
    );
  const confidence = options.confidence ?? DEFAULT_CONFIDENCE;
  const { view, responses, question, omitted } = resolveCommon(all, formula, options);
  const parts = responses.map((response) =>
    analyse(view, question, response, { ...options, confidence }),
  );
  const strata = parts.flatMap((part) => part.strata);
  const family = adjustFamily(strata, options);
  const differences = family.contrasts;
  const facets = parts.flatMap((part) => part.averages);
  const averages = adjustAverages(facets, family.adjusted);
  const cells = parts.flatMap((part) => part.cells);
  const design: Design = {
    ...designOf(question, responses, options),
    adjusted: family.adjusted,
    paired: differences.length > 0 && differences.every(({ paired }) => paired),
    averagedOver: [
      ...new Set([...settingNote(view, over), ...parts.flatMap((part) => part.averagedOver)]),
    ],
    notes: [...new Set([...strata, ...facets].flatMap(({ notes }) => notes))],
    omitted: [
      ...new Set([
        ...omitted,
        ...parts.flatMap((part) => part.omitted),
        ...emptyFacetWarnings(question),
      ]),
    ],
    uncommon: parts[0]!.uncommon,
    confidence,
  };
  const rule = { confidence, margin, responses: design.responses };
  const omnibus = strata.flatMap(({ tests }) => tests);
  const ranks = strata.flatMap((stratum) => stratum.ranks);
  const cautions = strata.flatMap((stratum) => stratum.cautions);
  return new Comparison({
    formula: text,
    design,
    observations: parts.flatMap(({ observations }) => observations),
    failures: parts.flatMap(({ failures }) => failures),
    cells,
    differences,
    averages,
    omnibus,
    ranks,
    estimates: estimatesTable(cells, design),
    contrasts: contrastsTable(differences, design),
    pooled: pooledTable(averages, design),
    tests: testsTable(omnibus, design),
    verdict: verdictOf(differences, omnibus, rule, isComplete(cells, design)),
    summary: summarise({ design, differences, averages, cells, omnibus, ranks, cautions, rule }),
    warnings: warningsOf(view, question, responses, parts, { design, differences, cells }),
  });
}

/** Runs seen through a formula. */
interface Resolved {
  readonly view: RunsView;
  readonly responses: readonly ResolvedResponse[];
  readonly question: Question;
}

/** Resolves a formula; where runs are averaged over hidden factors, without the levels that hinder it. */
function resolveCommon(
  view: RunsView,
  formula: Formula,
  options: CompareOptions,
): Resolved & { readonly omitted: readonly string[] } {
  const all = resolve(view, formula, options);
  if (options.over !== "mean") return { ...all, omitted: [] };
  const { rows, omitted } = withoutRareLevels(view, all.question);
  return omitted.length === 0
    ? { ...all, omitted }
    : { ...resolve(pickRows(view, rows), formula, options), omitted };
}

function resolve(view: RunsView, formula: Formula, options: CompareOptions): Resolved {
  const responses = formula.responses.map((term) => resolveResponse(view, term, formula, options));
  checkMargin(options.margin, responses);
  const question = resolveQuestion(view, formula, options);
  refuseConstant(question);
  return { view, responses, question };
}

function warningsOf(
  view: RunsView,
  question: Question,
  responses: readonly ResolvedResponse[],
  parts: readonly Analysis[],
  { design, differences, cells }: Pick<Comparison, "design" | "differences" | "cells">,
): string[] {
  const units = parts.map((part, index) => ({ units: part.units, response: responses[index]! }));
  const all = [
    ...parts.flatMap(({ warnings }) => warnings),
    ...parts.flatMap(({ strata }) => strata).flatMap(({ warnings }) => warnings),
    ...parts.flatMap(({ averages }) => averages).flatMap(({ warnings }) => warnings),
    ...statusWarnings(view),
    ...provenanceWarnings(view, parts[0]!.units, question),
    ...censoredWarnings(view, responses, cells),
    ...failureWarnings(units, differences, design),
    ...design.omitted,
    ...ignoredWarnings(question.ignored),
    ...resultWarnings(view, question),
    ...echoWarnings(question),
    ...cellWarnings(cells, design),
  ];
  return [...new Set(all)];
}

/** @throws CeterisError `COMPARE` for a margin that is no factor above 1 where contrasts are ratios. */
function checkMargin(margin: number | undefined, responses: readonly ResolvedResponse[]): void {
  const ratio = responses.find(isRatio);
  if (margin === undefined || !ratio) return;
  const other = responses.find((response) => !isRatio(response));
  if (other)
    throw new CeterisError(
      "COMPARE",
      `The margin ${margin} is a factor for ${ratio.name} and a difference for ${other.name}; compare them one at a time.`,
    );
  if (margin > 1) return;
  throw new CeterisError(
    "COMPARE",
    `The option margin is ${margin}, and the contrasts of ${ratio.name} are ratios; give a factor above 1, such as 1.05 for 5%.`,
  );
}

/** The setting that was kept, for those who read the answer without the call. */
function settingNote(view: RunsView, over: CompareOptions["over"]): string[] {
  if (typeof over !== "object") return [];
  const setting = Object.keys(over).map(
    (name) => `${name} ${levelText(toLevel(view.column(name)[0]))}`,
  );
  return setting.length > 0 ? [`one at ${listWords(setting)}`] : [];
}

type ResolvedDesign = Omit<
  Design,
  "adjusted" | "paired" | "averagedOver" | "notes" | "omitted" | "uncommon" | "confidence"
>;

function designOf(
  { factors, facets, seed, plans, formula }: Question,
  responses: readonly ResolvedResponse[],
  { contrasts = "control", margin }: CompareOptions,
): ResolvedDesign {
  return {
    responses: responses.map(toResponse),
    factors: factors.map(toFactor),
    facets: facets.map(toFactor),
    terms: plans.flatMap(({ terms }) => terms),
    additive: formula.dot !== undefined,
    contrasts,
    block: seed,
    ...(margin === undefined ? {} : { margin }),
  };
}
