import { CeterisError } from "../util/error.js";
import { averageBlocks } from "./average-blocks.js";
import { averageIgnored } from "./average-ignored.js";
import { compareAdditive } from "./compare-additive.js";
import { compareCellMeans } from "./compare-cells.js";
import { compareLevels } from "./compare-levels.js";
import { estimateCells } from "./estimate.js";
import { failuresOf, failuresOutside } from "./failures.js";
import { hiddenFactorError } from "./hidden-factor-error.js";
import {
  observe,
  rankedValue,
  refuseDuplicates,
  sortUnits,
  toUnits,
  type Unit,
} from "./observe.js";
import type { CompareOptions } from "./options.js";
import type { Plan } from "./plans.js";
import { poolUnits } from "./pool.js";
import { poolFacets, type FacetsAnswer } from "./pool-facets.js";
import type { Pooled } from "./pooled.js";
import type { Question } from "./question.js";
import type { ResolvedResponse } from "./resolve-response.js";
import type { RunsView } from "./runs-view.js";
import { strataOf, type ContrastOptions, type Stratum } from "./strata.js";
import type { StratumAnswer } from "./stratum-answer.js";
import { ratioOf } from "./transform.js";
import type { Contrast, Estimate, Failure, Level, Observation, PooledContrast } from "./types.js";

/** Everything that is computed for one response. */
export interface Analysis {
  /** The values, and the runs that have none, in the order of the cells. */
  readonly units: readonly Unit[];
  readonly observations: readonly Observation[];
  readonly failures: readonly Failure[];
  readonly cells: readonly Estimate[];
  /** One for each stratum of each plan; contrasts of a transformed response are ratios. */
  readonly strata: readonly StratumAnswer[];
  /** One for each plan and place of its factors, where there are several facets. */
  readonly averages: readonly FacetsAnswer[];
  /** What each value is, where runs were averaged. */
  readonly averagedOver: readonly string[];
  readonly warnings: readonly string[];
  /** Those of them that a chart has to show as well. */
  readonly omitted: readonly string[];
  /** See `Design.uncommon`. */
  readonly uncommon: readonly (readonly Level[])[];
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
  const { formula, factors, facets, hidden } = question;
  const { confidence, over } = options;
  if (hidden.length > 0 && over !== "mean" && over !== "best") {
    const finished = view.failed.filter((failed) => !failed).length;
    throw hiddenFactorError(hidden, formula, finished);
  }
  const all = toUnits(view, response, question);
  if (formula.blocks.length === 0) refuseDuplicates(all, question, view);
  const order = [...facets, ...factors];
  const pooled = pool(sortUnits(all, order), question, response, over);
  if (pooled.units.every((unit) => rankedValue(unit) === null)) throw noValue(view, response);
  const units = sortUnits(pooled.units, order);
  return {
    units,
    observations: observe(inTableOrder(units), response),
    failures: [
      ...failuresOf(inTableOrder(units), response.name),
      ...failuresOutside(view, question, response.name),
    ],
    cells: estimateCells(units, response, confidence),
    ...comparePlans(units, question, response, options),
    averagedOver: pooled.notes,
    warnings: pooled.warnings,
    omitted: pooled.omitted ?? [],
    uncommon: pooled.uncommon ?? [],
  };
}

/** The points of a chart stand in the order of the runs. */
function inTableOrder(units: readonly Unit[]): Unit[] {
  const first = ({ rows }: Unit): number => rows.reduce((a, b) => Math.min(a, b), Infinity);
  return units.toSorted((a, b) => first(a) - first(b));
}

function pool(
  all: readonly Unit[],
  question: Question,
  response: ResolvedResponse,
  over: CompareOptions["over"],
): Pooled {
  const [block] = question.formula.blocks;
  const within = block ? averageBlocks(all, block.name) : averageIgnored(all, question);
  const pooled = poolUnits(within.units, question, response, over);
  return { ...pooled, notes: joinedNotes(within.notes, pooled.notes) };
}

/** One sentence of two steps: a mean over settings is one of means of runs. */
function joinedNotes(within: readonly string[], over: readonly string[]): readonly string[] {
  const [[inner], [outer]] = [within, over];
  if (inner === undefined || outer === undefined) return [...within, ...over];
  return [`${outer}, of the ${inner}`];
}

function noValue(view: RunsView, { name }: ResolvedResponse): CeterisError {
  return new CeterisError(
    "COMPARE",
    `None of these ${view.size} runs has a finite value of ${name}; see their status and statistics.`,
  );
}

function comparePlans(
  units: readonly Unit[],
  question: Question,
  response: ResolvedResponse,
  options: CompareOptions & { readonly confidence: number },
): Pick<Analysis, "strata" | "averages"> {
  const byRanks = units.some(({ censored }) => censored);
  const how: ContrastOptions = {
    confidence: options.confidence,
    paired: options.paired,
    pairs: options.contrasts === "pairs",
    pooled: options.adjust === "tukey" || options.adjust === "dunnett",
  };
  const parts = question.plans.map((plan) => {
    if (byRanks && plan.kind !== "levels") throw ranksOnly(response, plan);
    const compare = (stratum: Stratum, one: ContrastOptions): StratumAnswer =>
      compareStratum(stratum, plan, question, response, byRanks, one);
    const strata = strataOf(units, plan, question);
    const answers = strata.map((stratum) => compare(stratum, how));
    // Medians do not add up.
    const averages = byRanks
      ? []
      : poolFacets(strata, answers, { plan, question, options: how, compare });
    return { answers, averages };
  });
  return {
    strata: parts.flatMap(({ answers }) =>
      answers.map((one) => ({
        ...one,
        contrasts: one.contrasts.map((contrast) => asRatio(contrast, response)),
      })),
    ),
    averages: parts.flatMap(({ averages }) =>
      averages.map((one) => ({
        ...one,
        contrasts: one.contrasts.map((contrast) => asRatios(contrast, response)),
      })),
    ),
  };
}

function compareStratum(
  stratum: Stratum,
  plan: Plan,
  { factors, formula, seed }: Question,
  { name, direction }: ResolvedResponse,
  byRanks: boolean,
  options: ContrastOptions,
): StratumAnswer {
  const effects = { response: name, factors, block: seed };
  switch (plan.kind) {
    case "levels": {
      const namesBlock = formula.blocks.length > 0;
      const levels = { response: name, direction, factor: factors[0]!, block: seed };
      return compareLevels(stratum, { ...levels, namesBlock, byRanks }, options);
    }
    case "cells":
      return compareCellMeans(stratum, plan, effects, options);
    case "additive":
      return compareAdditive(stratum, plan, effects, options);
  }
}

/** Effects are sums of differences, which ranks do not have. */
function ranksOnly({ name }: ResolvedResponse, { terms }: Plan): CeterisError {
  const factors = terms.filter((term) => term.factors.length === 1).map((term) => term.name);
  return new CeterisError(
    "COMPARE",
    `${name} is not known of runs that never got there, so levels are compared by ranks, which cannot add up effects; write '${name} ~ ${factors.join(" + ")}'.`,
  );
}

/** An average with the contrasts of the facets between which it lies. */
function asRatios(contrast: PooledContrast, response: ResolvedResponse): PooledContrast {
  const { transform } = response;
  if (transform === undefined) return contrast;
  const [lowest, highest] = [contrast.lowest, contrast.highest].map((one) => ({
    ...one,
    difference: ratioOf(transform, one.difference),
  }));
  return { ...contrast, ...asRatio(contrast, response), lowest: lowest!, highest: highest! };
}

/** A contrast on the scale of a transform is a ratio in the unit of the statistic. */
function asRatio(contrast: Contrast, { transform }: ResolvedResponse): Contrast {
  if (transform === undefined) return contrast;
  const { difference, lower, upper } = contrast;
  return {
    ...contrast,
    difference: ratioOf(transform, difference),
    lower: ratioOf(transform, lower),
    upper: ratioOf(transform, upper),
  };
}
