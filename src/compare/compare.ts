import type { ColumnTable } from "arquero";
import { CeterisError } from "../util/error.js";
import { Comparison } from "./comparison.js";
import { adjustFamily, contrastLevels } from "./contrast.js";
import { estimateCells } from "./estimate.js";
import { parseFormula, type Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { hiddenFactorError, hiddenFactors, seedColumn } from "./guard.js";
import { levelText } from "./level.js";
import { observe, refuseDuplicates, toUnits, type Unit } from "./observe.js";
import type { CompareOptions } from "./options.js";
import { atSetting, blocksOf, poolByBest, poolByMean } from "./pool.js";
import {
  resolveFactor,
  resolveResponse,
  type ResolvedFactor,
  type ResolvedResponse,
} from "./resolve.js";
import { viewRuns, type RunsView } from "./runs-view.js";
import { summarise } from "./summary.js";
import { contrastsTable, estimatesTable } from "./tables.js";
import type { Contrast, Design, Estimate, Factor, Observation } from "./types.js";
import { verdictOf } from "./verdict.js";
import { cellWarnings, statusWarnings } from "./warnings.js";

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
  if (!("info" in source)) return compareRuns(source, formula, options);
  return source
    .info(options.mark, { failed: true })
    .then((runs) => compareRuns(runs, formula, options));
}

function compareRuns(runs: ColumnTable, text: string, options: CompareOptions): Comparison {
  const formula = parseFormula(text);
  const view = viewRuns(runs);
  if (view.size === 0)
    throw new CeterisError(
      "COMPARE",
      `There are no runs to compare by '${text}'; load some, or loosen the filter.`,
    );
  const responses = formula.responses.map((term) => resolveResponse(view, term, formula, options));
  const all = Array.from({ length: view.size }, (_, row) => row);
  const sifted = sift(view, formula, all, options);
  const parts = responses.map((response) => analyse(view, sifted, response, options));
  const confidence = options.confidence ?? DEFAULT_CONFIDENCE;
  const rule = { confidence, margin: options.margin };
  const differences = adjustFamily(parts.flatMap(({ contrasts }) => contrasts));
  const cells = parts.flatMap((part) => part.cells);
  const design = designOf(sifted, responses, differences, parts[0]!.notes, confidence);
  return new Comparison({
    formula: text,
    design,
    observations: parts.flatMap(({ observations }) => observations),
    cells,
    differences,
    estimates: estimatesTable(cells, design),
    contrasts: contrastsTable(differences, design),
    verdict: verdictOf(differences, rule),
    summary: summarise(differences, cells, design, rule),
    warnings: [
      ...new Set([
        ...parts.flatMap((part) => part.warnings),
        ...statusWarnings(view, sifted.rows),
        ...cellWarnings(cells, design),
      ]),
    ],
  });
}

/** The runs that take part, seen through the formula. */
interface Sifted {
  readonly formula: Formula;
  readonly rows: readonly number[];
  readonly factors: readonly ResolvedFactor[];
  readonly facets: readonly ResolvedFactor[];
  readonly hidden: ReturnType<typeof hiddenFactors>;
  readonly seed: string | undefined;
}

/** Finds the factors, and keeps the runs that `over` asks for. */
function sift(
  view: RunsView,
  formula: Formula,
  rows: readonly number[],
  options: CompareOptions,
): Sifted {
  const seed = seedColumn(view, options.seed);
  const factors = formula.factors.map((term, position) =>
    resolveFactor(view, term, formula, position === 0 ? options.ref : undefined),
  );
  const facets = formula.facets.map((term) => resolveFactor(view, term, formula));
  refuseConstant(formula, factors);
  const sound = rows.filter((row) => !view.failed[row]);
  const hidden = hiddenFactors(view, sound, factors, facets, seed);
  const { over } = options;
  if (typeof over !== "object" || hidden.length === 0)
    return { formula, rows, factors, facets, hidden, seed };
  const kept = atSetting(rows, hidden, over);
  const left = hiddenFactors(
    view,
    kept.filter((row) => !view.failed[row]),
    factors,
    facets,
    seed,
  );
  return { formula, rows: kept, factors, facets, hidden: left, seed };
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

/** Everything that is computed for one response. */
interface Analysis {
  readonly observations: readonly Observation[];
  readonly cells: readonly Estimate[];
  readonly contrasts: readonly Contrast[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

function analyse(
  view: RunsView,
  sifted: Sifted,
  response: ResolvedResponse,
  options: CompareOptions,
): Analysis {
  const { factors, facets } = sifted;
  const confidence = options.confidence ?? DEFAULT_CONFIDENCE;
  const { units, notes, warnings } = poolUnits(view, sifted, response, options);
  const observations = observe(units, response.name);
  if (observations.length === 0)
    throw new CeterisError(
      "COMPARE",
      `None of these ${sifted.rows.length} runs has a finite value of ${response.name}; see their status and statistics.`,
    );
  const made = contrastLevels(observations, sifted, { confidence, paired: options.paired });
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
  { formula, rows, factors, facets, hidden, seed }: Sifted,
  response: ResolvedResponse,
  { over }: CompareOptions,
): { units: readonly Unit[]; notes: readonly string[]; warnings: readonly string[] } {
  const blocks = blocksOf(seed === undefined ? null : view.column(seed), view.size);
  const units = toUnits(view, rows, response, { factors, facets, hidden, blocks });
  if (hidden.length > 0 && over !== "mean" && over !== "best")
    throw hiddenFactorError(hidden, formula.text, rows.length);
  refuseDuplicates(units, seed);
  if (hidden.length === 0) return { units, notes: [], warnings: [] };
  const pooled =
    over === "mean"
      ? poolByMean(units, hidden, seed)
      : poolByBest(units, response.name, hidden, response.direction);
  return { units: pooled.units, notes: [pooled.note], warnings: pooled.warnings };
}

function designOf(
  { factors, facets, seed }: Sifted,
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

function toFactor({ name, levels, numeric }: ResolvedFactor): Factor {
  return { name, levels, numeric };
}
