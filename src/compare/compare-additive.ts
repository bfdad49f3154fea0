import { additiveModel, countColumns, isLine, type AdditiveModel } from "./additive-model.js";
import { groupBy } from "../util/group-by.js";
import { blockContrast, blockNote, blockTest, type BlockEffects } from "./block-effects.js";
import { covariateOf } from "./covariate.js";
import {
  effectsNotPaired,
  effectsOf,
  placeOfEffect,
  type Effect,
  type EffectsQuestion,
} from "./effects.js";
import { countText } from "../util/count-text.js";
import { magnitudeOf } from "../stats/f-test.js";
import { additivityCautions } from "./lack-of-fit.js";
import { levelKey, levelText } from "./level.js";
import { flipTest } from "./contrast.js";
import { countAlone, mostlyShared, sharingWarnings } from "./level-groups.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import type { ContrastOptions, Stratum } from "./strata.js";
import type { StratumAnswer } from "./stratum-answer.js";
import type { Contrast, OmnibusTest } from "./types.js";

/**
 * Every factor of `~ .` given all others: a linear model in which their effects add up, within blocks where runs share
 * them. Numbers with many levels enter as a line, which is tested but has no contrasts. R: `drop1(lm(y ~ block + a + b))`.
 * Where every block has the same settings, the model is fitted in each of them, and the error of an effect is how it
 * differs between blocks. R: `aov(y ~ a + b + Error(block / (a + b)))`.
 */
export function compareAdditive(
  stratum: Stratum,
  plan: Plan,
  question: EffectsQuestion,
  options: ContrastOptions,
): StratumAnswer {
  const { factors, response } = question;
  const { units } = stratum;
  const columns = countColumns(units, plan, factors);
  if (columns >= units.length) return tooFewRuns(columns, stratum, question);
  const found = effectsOf(units, plan, factors, options).map((one) => {
    const [position] = one.term.factors;
    return isLine(position!, plan, factors[position!]!) ? { ...one, effects: [], basis: [] } : one;
  });
  const effects = found.flatMap((one) => one.effects);
  const { fit, withBlocks } = chooseModel(units, plan, question, effects, options);
  const fits = withBlocks ? fitsInBlocks(units, plan, factors) : [];
  const tests = found.flatMap(({ term, basis }): OmnibusTest[] => {
    const [position] = term.factors;
    const rows = fit.isLine(position!) ? [fit.slope(position!)] : basis.map(fit.weights);
    if (rows.length === 0) return [];
    const blocked = effectsOfFits(rows, fit, fits, units);
    const { f, df, dfResidual, p } = blocked ? blockTest(blocked) : fit.model.test(rows);
    const place = { response, facets: stratum.facets, term: term.name, within: [] };
    return [{ ...place, test: "F", statistic: f, df, dfResidual, p }];
  });
  return {
    contrasts: found.flatMap((one) =>
      one.effects.map((effect): Contrast => {
        const weights = fit.weights(effect);
        const blocked = effectsOfFits([weights], fit, fits, units);
        const { estimate: difference, ...rest } = blocked
          ? blockContrast(blocked, options)
          : fit.model.contrast(weights, options);
        return {
          response,
          ...placeOfEffect(effect, one, stratum, plan),
          method: "linear model",
          difference,
          ...rest,
          ...sizesOf(effect, units, withBlocks),
          pAdjusted: NaN,
          ...(blocked
            ? flipTest(blocked.rows.map((row) => row[0]!))
            : { pExact: NaN, pSmallest: NaN }),
          hedgesG: NaN,
          cliffsDelta: NaN,
          paired: withBlocks,
        };
      }),
    ),
    tests,
    ranks: [],
    pooled: undefined,
    cautions: additivityCautions(stratum, plan, question, { fit, withBlocks }, options.confidence),
    notes: [
      ...(withBlocks ? [blockNote(question.block!, "setting", fits.length > 0)] : []),
      ...lineNotes(plan, question),
    ],
    warnings:
      options.paired === false || units.some(({ block }) => block === null)
        ? []
        : sharingWarnings(units.length, countAlone([units])[0]!, {
            withBlocks,
            block: question.block!,
          }),
  };
}

/** Within blocks where they leave degrees of freedom and the effects can be told; else without. */
function chooseModel(
  units: readonly Unit[],
  plan: Plan,
  { factors }: EffectsQuestion,
  effects: readonly Effect[],
  { paired }: ContrastOptions,
): { fit: AdditiveModel; withBlocks: boolean } {
  const blocks = new Set(units.map(({ block }) => block));
  const isShared = !blocks.has(null) && (paired === true || mostlyShared([units])[0]!);
  if (paired !== false && isShared && blocks.size > 1) {
    const fit = additiveModel(units, plan, factors, true);
    const isKnown = effects.every(
      (effect) => !Number.isNaN(fit.model.contrast(fit.weights(effect)).standardError),
    );
    if (isKnown && fit.model.dfResidual > 0) return { fit, withBlocks: true };
  }
  if (paired === true) throw effectsNotPaired();
  return { fit: additiveModel(units, plan, factors, false), withBlocks: false };
}

/** One fit a block, where all of them have the same settings; else none. */
function fitsInBlocks(
  units: readonly Unit[],
  plan: Plan,
  factors: EffectsQuestion["factors"],
): AdditiveModel[] {
  const blocks = [...groupBy(units, ({ block }) => levelKey([block])).values()];
  const settings = blocks.map((block) =>
    block
      .map(({ levels }) => levelKey(levels))
      .sort()
      .join("\n"),
  );
  if (new Set(settings).size > 1) return [];
  return blocks.map((block) => additiveModel(block, plan, factors, false));
}

/** Effects given as weights of the columns in each of the fits; undefined where there are none. */
function effectsOfFits(
  weights: readonly Float64Array[],
  { model }: AdditiveModel,
  fits: readonly AdditiveModel[],
  units: readonly Unit[],
): BlockEffects | undefined {
  if (fits.length === 0) return undefined;
  const rows = fits.map((fit) =>
    Float64Array.from(weights, (one) => fit.model.contrast(one).estimate),
  );
  const variance = (one: Float64Array): number =>
    fits.length * (model.contrast(one).standardError / model.sigma) ** 2;
  const own = weights.map(variance);
  const covariance = weights.flatMap((one, i) =>
    weights.map((other, j) =>
      i === j ? own[i]! : (variance(one.map((x, k) => x + other[k]!)) - own[i]! - own[j]!) / 2,
    ),
  );
  const magnitude = magnitudeOf(Float64Array.from(units, ({ value }) => value!));
  return { rows, covariance: Float64Array.from(covariance), magnitude };
}

/** Values at the level and at the control; of an interaction, those that are added and those that are subtracted. */
function sizesOf(
  { pairs }: Effect,
  units: readonly Unit[],
  withBlocks: boolean,
): Pick<Contrast, "n" | "sizes"> {
  const signOf = ({ levels }: Unit): number =>
    pairs.reduce((sign, { position, level, control }) => {
      return sign * (Number(levels[position] === level) - Number(levels[position] === control));
    }, 1);
  const added = units.filter((unit) => signOf(unit) > 0);
  const taken = units.filter((unit) => signOf(unit) < 0);
  const blocks = new Set(taken.map(({ block }) => block));
  const shared = new Set(added.map(({ block }) => block).filter((block) => blocks.has(block)));
  const sizes = [added.length, taken.length] as const;
  return { n: withBlocks ? shared.size : added.length + taken.length, sizes };
}

function lineNotes(plan: Plan, { factors }: EffectsQuestion): string[] {
  return plan.factors.flatMap((position) => {
    const factor = factors[position]!;
    if (!isLine(position, plan, factor)) return [];
    const axis = covariateOf(factor).isLog ? "in its logarithm" : "in its values";
    return [
      `${factor.name} has ${factor.levels.length} levels and enters the model as a line ${axis}: it has a test and an importance, but no contrasts.`,
    ];
  });
}

/** Nothing can be told from fewer runs than effects, and the model would take long to say so. */
function tooFewRuns(
  columns: number,
  { units, facets }: Stratum,
  { response }: EffectsQuestion,
): StratumAnswer {
  const place = facets.length > 0 ? ` at ${facets.map(levelText).join(", ")}` : "";
  const warning = `The ${countText(units.length, "run")}${place} are too few for the ${countText(columns, "effect")} that "." asks for in ${response}; take params away, as in . - name.`;
  return {
    contrasts: [],
    tests: [],
    ranks: [],
    pooled: undefined,
    cautions: [],
    notes: [],
    warnings: [warning],
  };
}
