import {
  besideModel,
  contrastByRanks,
  contrastByT,
  exactTest,
  FEWEST_PAIRS,
  pairBySeed,
  type Sides,
} from "./contrast.js";
import {
  countAlone,
  groupLevels,
  hasAllBlocks,
  modelOfLevels,
  mostlyShared,
  sharesBlocks,
  sharingWarnings,
  type LevelGroups,
} from "./level-groups.js";
import {
  SEVERAL_LEVELS,
  testLevels,
  type LevelsModel,
  type LevelsQuestion,
} from "./test-levels.js";
import { levelPairs, type ContrastOptions, type ContrastPlace, type Stratum } from "./strata.js";
import type { PooledFamily, StratumAnswer } from "./stratum-answer.js";
import type { Contrast, Level } from "./types.js";
import { areSpreadsUnlike } from "./unlike-spreads.js";
import { factorText } from "./wording.js";

/**
 * Compares the levels of one factor within a stratum: two of them by a paired t test, or Welch's; more that share seeds
 * by the additive model `level + seed`, whose least-squares marginal means use every run, or each by its own pairs where
 * differences do not vary alike; by ranks where runs are censored. What the model does not determine is left to tests of two levels.
 */
export function compareLevels(
  stratum: Stratum,
  question: LevelsQuestion,
  options: ContrastOptions,
): StratumAnswer {
  const { factor, response, byRanks } = question;
  const groups = groupLevels(stratum.units, factor);
  const place = { response, facets: stratum.facets, term: factor.name, within: stratum.within };
  const warnings: string[] = [];
  const model = byRanks ? undefined : modelOf(groups, question, options, warnings);
  const shared = sharedLevels(groups);
  const isUnlike = model?.withBlocks === true && areSpreadsUnlike(groups);
  const contrasts = levelPairs(factor.levels, groups.present, options.pairs).map(
    ([level, control]) => {
      const at: ContrastPlace = { ...place, level, control };
      const sides = { treated: groups.of.get(level)!, control: groups.of.get(control)! };
      if (byRanks) return contrastByRanks(at, sides, options, warnings);
      const isShared =
        options.paired || !model?.withBlocks || (shared.has(level) && shared.has(control));
      const found =
        model && isShared ? contrastByModel(at, sides, model, groups, options) : undefined;
      const own = isUnlike && !options.pooled ? contrastByPairs(at, sides, options) : undefined;
      return own ?? found ?? contrastByT(at, sides, options, warnings);
    },
  );
  return {
    contrasts,
    ...testLevels(groups, place, question, model, options),
    pooled: pooledOf(contrasts, groups, model),
    cautions: [],
    notes: notesOf(contrasts, groups, question, isUnlike && !options.pooled),
    warnings: isUnlike && options.pooled ? [...warnings, pooledWarning(question)] : warnings,
  };
}

/** Levels that have at least half of their runs in blocks with others. */
function sharedLevels({ present, of }: LevelGroups): ReadonlySet<Level> {
  const shared = mostlyShared(present.map((level) => of.get(level)!));
  return new Set(present.filter((_, index) => shared[index]));
}

function modelOf(
  groups: LevelGroups,
  { block }: LevelsQuestion,
  { paired, pooled }: ContrastOptions,
  warnings: string[],
): LevelsModel | undefined {
  if (groups.present.length < SEVERAL_LEVELS && !pooled) return undefined;
  const units = groups.present.map((level) => groups.of.get(level)!);
  const shared = mostlyShared(units);
  const isTooFew = pooled && !paired && shared.includes(false);
  const withBlocks = paired !== false && sharesBlocks(groups) && !isTooFew;
  if (withBlocks && shared.includes(true)) {
    const sum = (numbers: readonly number[]): number =>
      numbers.reduce((total, one, index) => total + (paired || shared[index] ? one : 0), 0);
    const [count, alone] = [sum(units.map(({ length }) => length)), sum(countAlone(units))];
    warnings.push(...sharingWarnings(count, alone, { withBlocks, block: block! }));
  }
  const isWanted = withBlocks || (pooled && paired !== true);
  return isWanted ? { model: modelOfLevels(groups, withBlocks), withBlocks } : undefined;
}

/** Undefined where the runs do not determine it. */
function contrastByModel(
  place: ContrastPlace,
  sides: Sides,
  { model, withBlocks }: LevelsModel,
  { present }: LevelGroups,
  { confidence }: ContrastOptions,
): Contrast | undefined {
  const weights = present.map(
    (level) => Number(level === place.level) - Number(level === place.control),
  );
  const { estimate, standardError, df, t, p, lower, upper } = model.contrast(weights, {
    confidence,
  });
  if (Number.isNaN(standardError)) return undefined;
  const beside = besideModel(sides);
  const sizes = [sides.treated.length, sides.control.length] as const;
  const values = (units: Sides["treated"]): number[] => units.map(({ value }) => value!);
  return {
    ...place,
    method: withBlocks ? "additive model" : "linear model",
    ...beside,
    ...(withBlocks
      ? {}
      : {
          n: sizes[0] + sizes[1],
          ...exactTest(values(sides.treated), values(sides.control)),
        }),
    sizes,
    difference: estimate,
    lower,
    upper,
    standardError,
    t,
    df,
    p,
    pAdjusted: NaN,
    paired: withBlocks,
  };
}

/** By the blocks that have both levels; undefined where these leave nothing to tell the noise by. */
function contrastByPairs(
  place: ContrastPlace,
  sides: Sides,
  options: ContrastOptions,
): Contrast | undefined {
  if (pairBySeed(sides.treated, sides.control).length < FEWEST_PAIRS) return undefined;
  const found = contrastByT(place, sides, { ...options, paired: true }, []);
  return Number.isNaN(found.p) ? undefined : found;
}

/** Undefined where some contrast does not come from the model. */
function pooledOf(
  contrasts: readonly Contrast[],
  groups: LevelGroups,
  model: LevelsModel | undefined,
): PooledFamily | undefined {
  const isModelled = contrasts.every(
    ({ method }) => method === "additive model" || method === "linear model",
  );
  if (!model || !isModelled) return undefined;
  const isBalanced = !model.withBlocks || hasAllBlocks(groups);
  const lambdas = contrasts.map(({ sizes: [one, other] }) => Math.sqrt(one / (one + other)));
  return {
    groups: groups.present.length,
    df: model.model.df,
    lambdas: isBalanced ? lambdas : undefined,
  };
}

function notesOf(
  contrasts: readonly Contrast[],
  groups: LevelGroups,
  { factor, block }: LevelsQuestion,
  isUnlike: boolean,
): string[] {
  const unlike = isUnlike
    ? [
        `Where differences between levels of ${factorText(factor)} do not vary alike, each contrast is tested by the ${block} pairs of its two levels, as one variance for all levels would be too small for some.`,
      ]
    : [];
  const isAdjusted = contrasts.some(({ method }) => method === "additive model");
  if (!isAdjusted || hasAllBlocks(groups)) return unlike;
  return [
    ...unlike,
    `Not every level of ${factor.name} has every ${block}, so differences are adjusted for ${block} (least-squares marginal means).`,
  ];
}

function pooledWarning({ factor, response }: LevelsQuestion): string {
  return `Differences of ${response} between levels of ${factorText(factor)} do not vary alike, but the adjustment asked for takes one variance for all; { adjust: "holm" } tests each contrast by its own pairs.`;
}
