import { cellMeansModel } from "../stats/cell-means-model.js";
import { fTest, magnitudeOf, type FTest } from "../stats/f-test.js";
import { listWords } from "../util/list-words.js";
import { additiveModel, countColumns, isLine, type AdditiveModel } from "./additive-model.js";
import type { EffectsQuestion } from "./effects.js";
import { omnibusText } from "./evidence.js";
import { blockNumbers } from "./level-groups.js";
import { levelKey, levelText } from "./level.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import type { Stratum } from "./strata.js";
import type { Term } from "./types.js";
import { factorText } from "./wording.js";

/** A model that would take more multiplications is not fitted for a caution. */
const MOST_WORK = 2e8;

/** What is left of the variance, and its degrees of freedom. */
interface Residual {
  readonly squares: number;
  readonly df: number;
}

/**
 * A caution where effects that are taken to add up clearly do not: what one is depends on the other settings, so that the
 * average over these may hold at none of them. A test of lack of fit: against a mean for each setting where settings
 * repeat, else against the interactions of two factors. R: `anova(lm(y ~ a + b), lm(y ~ a * b))`.
 */
export function additivityCautions(
  { units, facets }: Stratum,
  plan: Plan,
  { factors, response }: EffectsQuestion,
  fit: { readonly fit: AdditiveModel; readonly withBlocks: boolean },
  confidence: number,
): string[] {
  if (plan.factors.length < 2) return [];
  const test = lackOfFit(units, plan, factors, fit);
  if (!(test !== undefined && test.p < 1 - confidence)) return [];
  const names = plan.factors.map((position) => factorText(factors[position]!));
  const evidence = omnibusText({ ...test, test: "F", statistic: test.f });
  const [first, second] = names;
  return [
    `The effects of ${listWords(names)} on ${response} do not add up${facets.length > 0 ? ` at ${facets.map(levelText).join(", ")}` : ""} (lack of fit ${evidence}): what one is depends on the others, so an average over the settings tried may hold at none of them; cross those that matter ('${first} * ${second}').`,
  ];
}

function lackOfFit(
  units: readonly Unit[],
  plan: Plan,
  factors: EffectsQuestion["factors"],
  { fit, withBlocks }: { readonly fit: AdditiveModel; readonly withBlocks: boolean },
): FTest | undefined {
  const { rss, dfResidual } = fit.model;
  const full =
    settingsResidual(units, withBlocks) ?? pairsResidual(units, plan, factors, withBlocks);
  if (full === undefined) return undefined;
  const magnitude = magnitudeOf(Float64Array.from(units, ({ value }) => value!));
  return fTest({
    squares: rss - full.squares,
    df: dfResidual - full.df,
    residual: full.squares,
    dfResidual: full.df,
    magnitude,
  });
}

/** Of a mean for each setting; undefined where settings do not repeat. */
function settingsResidual(units: readonly Unit[], withBlocks: boolean): Residual | undefined {
  const numbers = new Map<string, number>();
  const cells = Int32Array.from(units, ({ levels }) => {
    const key = levelKey(levels);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
  if (numbers.size === units.length || numbers.size ** 2 * units.length > MOST_WORK)
    return undefined;
  const values = units.map(({ value }) => value!);
  const { sigma, df } = cellMeansModel(values, cells, withBlocks ? blockNumbers(units) : null);
  return df > 0 ? { squares: sigma ** 2 * df, df } : undefined;
}

/** Of a model with all interactions of two factors; undefined where the runs are too few for it. */
function pairsResidual(
  units: readonly Unit[],
  plan: Plan,
  factors: EffectsQuestion["factors"],
  withBlocks: boolean,
): Residual | undefined {
  const levelled = plan.factors.filter((position) => !isLine(position, plan, factors[position]!));
  const known = new Set(plan.terms.map((term) => levelKey(term.factors)));
  const pairs = levelled.flatMap((one, index) =>
    levelled.slice(0, index).flatMap((other): Term[] => {
      const members = [other, one];
      return known.has(levelKey(members)) ? [] : [{ name: "", factors: members, within: [] }];
    }),
  );
  const larger = { ...plan, terms: [...plan.terms, ...pairs] };
  const columns = countColumns(units, larger, factors);
  const isLarge = columns >= units.length || columns ** 2 * units.length > MOST_WORK;
  if (pairs.length === 0 || isLarge) return undefined;
  const { rss, dfResidual } = additiveModel(units, larger, factors, withBlocks).model;
  return dfResidual > 0 ? { squares: rss, df: dfResidual } : undefined;
}
