import { countText } from "../util/count-text.js";
import { groupBy } from "../util/group-by.js";
import {
  averageFacets,
  cellOf,
  commonCells,
  inWholeBlocks,
  type FacetAverages,
} from "./average-facets.js";
import { contrastKind } from "./contrast-kind.js";
import { bareContrasts, differencesInBlocks } from "./facet-agreement.js";
import { levelKey } from "./level.js";
import type { Plan } from "./plans.js";
import { combine, toPooled } from "./pooled-contrast.js";
import { facetNames } from "./pooled-design.js";
import type { Question } from "./question.js";
import type { ContrastOptions, Stratum } from "./strata.js";
import type { PooledFamily, StratumAnswer } from "./stratum-answer.js";
import type { Contrast, PooledContrast } from "./types.js";

/** What was found over all facets at one place of the factors. Contrasts are on the scale of the response's transform. */
export interface FacetsAnswer {
  readonly contrasts: readonly PooledContrast[];
  /** Undefined where the averages do not come from one model of one factor. */
  readonly pooled: PooledFamily | undefined;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** How strata are compared. */
export interface FacetsQuestion {
  readonly plan: Plan;
  readonly question: Pick<Question, "facets" | "seed">;
  readonly options: ContrastOptions;
  readonly compare: (stratum: Stratum, options: ContrastOptions) => StratumAnswer;
}

/** A stratum and what was found there: one facet. */
interface Facet {
  readonly stratum: Stratum;
  readonly answer: StratumAnswer;
}

/**
 * Averages contrasts over the facets with equal weights; facets are chosen, not drawn, so that how they differ is no
 * noise. Where seeds are in all facets, each is averaged over them first and the averages are compared as any runs are: a
 * seed counts once. Else the contrasts of the facets are combined: as independent where no seed is in two facets, with the
 * largest standard error that there can be where some are. A contrast that a facet lacks has no average.
 *
 * @param strata - Of one plan, in order; `answers` has one for each.
 */
export function poolFacets(
  strata: readonly Stratum[],
  answers: readonly StratumAnswer[],
  question: FacetsQuestion,
): FacetsAnswer[] {
  const facets = strata.map((stratum, index) => ({ stratum, answer: answers[index]! }));
  const places = groupBy(facets, ({ stratum }) => levelKey(stratum.within));
  return [...places.values()]
    .filter(({ length }) => length > 1)
    .map((place) => poolPlace(place, question));
}

function poolPlace(facets: readonly Facet[], question: FacetsQuestion): FacetsAnswer {
  const strata = facets.map(({ stratum }) => stratum);
  const found = contrastsByKind(facets);
  const lost = [...found.values()].some(({ length }) => length < facets.length);
  const whole = new Map([...found].filter(([, one]) => one.length === facets.length));
  const averages = averagesOf(strata, question);
  const answer = averages
    ? withinBlocks(strata, averages, whole, question)
    : combined(strata, whole, question);
  return { ...answer, warnings: [...answer.warnings, ...lostWarnings(lost, question)] };
}

/** The contrasts of each kind, facet by facet. */
function contrastsByKind(facets: readonly Facet[]): Map<string, Contrast[]> {
  return groupBy(
    facets.flatMap(({ answer }) => answer.contrasts),
    contrastKind,
  );
}

function averagesOf(
  strata: readonly Stratum[],
  { plan, options }: FacetsQuestion,
): FacetAverages | undefined {
  const common = commonCells(strata);
  const isSame = strata.every(({ units }) => units.every((unit) => common.has(cellOf(unit))));
  // Effects that are taken to add up are estimated from all settings, which have to be the same.
  if (plan.kind === "additive" && !isSame) return undefined;
  const averages = averageFacets(strata);
  return averages && options.paired === true ? inWholeBlocks(averages) : averages;
}

function withinBlocks(
  strata: readonly Stratum[],
  averages: FacetAverages,
  found: ReadonlyMap<string, readonly Contrast[]>,
  { plan, question, options, compare }: FacetsQuestion,
): FacetsAnswer {
  const place = { facets: [], within: strata[0]!.within };
  const answer = compare({ ...place, units: averages.units }, options);
  const alone = { ...options, paired: undefined, pooled: false };
  const isLevels = plan.kind === "levels";
  const rows = differencesInBlocks(averages, !isLevels, (units) =>
    isLevels
      ? bareContrasts(units, answer.contrasts)
      : compare({ ...place, units }, alone).contrasts,
  );
  const contrasts = answer.contrasts.flatMap((contrast) => {
    const kind = contrastKind(contrast);
    const own = found.get(kind);
    return own ? [toPooled(contrast, own, contrast.paired ? rows.get(kind) : undefined)] : [];
  });
  const facets = facetNames(question);
  return {
    contrasts,
    pooled: contrasts.length === answer.contrasts.length ? answer.pooled : undefined,
    notes:
      contrasts.length > 0
        ? [
            `Averages over ${facets} give every facet equal weight; a ${question.seed} is averaged over them first, and counts once.`,
          ]
        : [],
    warnings:
      averages.left > 0
        ? [
            `Averages over ${facets} leave out ${countText(averages.left, "run")}, as not every facet has a result of that ${question.seed}.`,
          ]
        : [],
  };
}

function combined(
  strata: readonly Stratum[],
  found: ReadonlyMap<string, readonly Contrast[]>,
  { question, options }: FacetsQuestion,
): FacetsAnswer {
  const blocks = strata.flatMap(({ units }) => [
    ...new Set(units.flatMap(({ block }) => (block === null ? [] : [levelKey([block])]))),
  ]);
  const dependent = new Set(blocks).size < blocks.length;
  const contrasts = [...found.values()].map((own) => combine(own, dependent, options));
  const facets = facetNames(question);
  const errors = dependent
    ? `; too few values of ${question.seed} are in all of them to be averaged first, so standard errors are averaged, which is the most that they come to`
    : ", and take the runs of one facet to be independent of those of another";
  return {
    contrasts,
    pooled: undefined,
    notes:
      contrasts.length > 0
        ? [`Averages over ${facets} give every facet equal weight${errors}.`]
        : [],
    warnings: [],
  };
}

function lostWarnings(lost: boolean, { question }: FacetsQuestion): string[] {
  const facets = facetNames(question);
  return lost
    ? [`Contrasts that some facet has no results for are not averaged over ${facets}.`]
    : [];
}
