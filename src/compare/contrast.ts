import { cliffsDelta } from "../stats/cliffs-delta.js";
import { hedgesG } from "../stats/hedges-g.js";
import { mannWhitney } from "../stats/mann-whitney.js";
import { mean } from "../stats/mean.js";
import { pairedT } from "../stats/paired-t.js";
import { permutationTest } from "../stats/permutation-test.js";
import { median } from "../stats/quantile.js";
import { signFlipTest } from "../stats/sign-flip-test.js";
import { signedRank } from "../stats/signed-rank.js";
import { variance } from "../stats/variance.js";
import { welch } from "../stats/welch.js";
import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { levelText } from "./level.js";
import { rankedValue, type Unit } from "./observe.js";
import { repeatsBlock, type ContrastOptions, type ContrastPlace } from "./strata.js";
import type { Contrast } from "./types.js";

/** Up to so many values the exact tests list every rearrangement. */
const EXACT_LIMIT = 20;

/** Fewer pairs than this say nothing about the spread of the differences. */
export const FEWEST_PAIRS = 2;

/** Two levels: values of the level and of its control. */
export interface Sides {
  readonly treated: readonly Unit[];
  readonly control: readonly Unit[];
}

/** Values of the level and of the control, pair by pair. */
export type Pairs = readonly (readonly [treated: number, control: number])[];

/**
 * Two levels by a paired t test, where at least two seeds and half of the runs of each level match, else by Welch's. Runs
 * of a paired contrast that have no partner are left out, with a warning.
 */
export function contrastByT(
  place: ContrastPlace,
  sides: Sides,
  options: ContrastOptions,
  warnings: string[],
): Contrast {
  const { isPaired, a, b } = valuesOf(place, sides, options, warnings);
  const { confidence } = options;
  return {
    ...place,
    method: isPaired ? "paired t" : "Welch",
    ...(isPaired ? pairedT(a, b, { confidence }) : welch(a, b, { confidence })),
    sizes: [a.length, b.length],
    ...(isPaired ? {} : { variances: [variance(a), variance(b)] as const }),
    pAdjusted: NaN,
    ...(isPaired ? flipTest(differences(a, b)) : exactTest(a, b)),
    hedgesG: hedgesG(a, b),
    cliffsDelta: cliffsDelta(a, b),
    paired: isPaired,
  };
}

/**
 * Two levels by ranks, where censored runs are slower than all others: by Mann and Whitney's test, or by the sign test
 * where seeds match, as the size of a difference to a censored run is not known. The difference is that of the medians; of
 * pairs it is the median of their differences, so that it tells the side that the sign test does.
 */
export function contrastByRanks(
  place: ContrastPlace,
  sides: Sides,
  options: ContrastOptions,
  warnings: string[],
): Contrast {
  const { isPaired, a, b } = valuesOf(place, sides, options, warnings);
  const pairs = pairUp(a, b);
  const { p, smallest, exact } = isPaired ? signTest(pairs) : mannWhitney(a, b);
  const difference = isPaired ? medianDifference(pairs) : median(a) - median(b);
  return {
    ...place,
    method: "ranks",
    n: isPaired ? a.length : a.length + b.length,
    sizes: [a.length, b.length],
    difference: Number.isFinite(difference) ? difference : NaN,
    lower: NaN,
    upper: NaN,
    standardError: NaN,
    t: NaN,
    df: NaN,
    p,
    pAdjusted: NaN,
    pExact: exact ? p : NaN,
    pSmallest: exact ? smallest : NaN,
    hedgesG: NaN,
    cliffsDelta: isPaired ? mean(pairs.map(pairSign)) : cliffsDelta(a, b),
    paired: isPaired,
  };
}

/** The sign test of pairs; pairs without a difference are left out. Infinite values are larger than all others. */
export function signTest(pairs: Pairs): { p: number; smallest: number; exact: boolean } {
  // Of signs all ranks are equal, so that the signed rank test is the sign test.
  return signedRank(pairs.map(pairSign));
}

/** Which of a pair is larger: 1, -1, or 0 where they are equal or neither is known. */
function pairSign([a, b]: Pairs[number]): number {
  return Number(a > b) - Number(a < b);
}

/** Without the pairs in which neither value is known. */
function medianDifference(pairs: Pairs): number {
  const known = pairs.filter((pair) => pair.some(Number.isFinite));
  return median(known.map(([a, b]) => a - b));
}

/** Effect sizes and the exact test of the pairs of two levels, beside a contrast of a model. */
export function besideModel({
  treated,
  control,
}: Sides): Pick<Contrast, "pExact" | "pSmallest" | "hedgesG" | "cliffsDelta" | "n"> {
  const pairs = pairBySeed(treated, control);
  const [a, b] = [treated, control].map((units) => units.map(({ value }) => value!));
  return {
    n: pairs.length,
    ...flipTest(pairs.map(([one, other]) => one - other)),
    hedgesG: hedgesG(a!, b!),
    cliffsDelta: cliffsDelta(a!, b!),
  };
}

/** The sign-flip test of differences, up to 20 of them. */
export function flipTest(values: readonly number[]): Pick<Contrast, "pExact" | "pSmallest"> {
  if (values.length > EXACT_LIMIT) return { pExact: NaN, pSmallest: NaN };
  const { p, smallest } = signFlipTest(values);
  return { pExact: p, pSmallest: smallest };
}

/** The permutation test of two groups, up to 20 values. */
export function exactTest(
  a: readonly number[],
  b: readonly number[],
): Pick<Contrast, "pExact" | "pSmallest"> {
  if (a.length + b.length > EXACT_LIMIT) return { pExact: NaN, pSmallest: NaN };
  const { p, smallest } = permutationTest(a, b);
  return { pExact: p, pSmallest: smallest };
}

function valuesOf(
  { level, control }: ContrastPlace,
  sides: Sides,
  { paired }: ContrastOptions,
  warnings: string[],
): { isPaired: boolean; a: number[]; b: number[] } {
  const pairs = paired === false ? [] : pairBySeed(sides.treated, sides.control);
  const sizes = [sides.treated.length, sides.control.length] as const;
  const couldPair = pairs.length >= FEWEST_PAIRS;
  const isPaired = couldPair && (paired === true || 2 * pairs.length >= Math.max(...sizes));
  const names = `${levelText(level)} and ${levelText(control)}`;
  if (paired === true && !isPaired) throw notPaired(names, pairs.length);
  const alone = sizes[0] + sizes[1] - 2 * pairs.length;
  if (couldPair && !isPaired)
    warnings.push(
      `${names} share ${pairs.length} seeds of ${sizes[0]} and ${sizes[1]} runs, too few to pair by; { paired: true } compares those pairs alone.`,
    );
  if (isPaired && alone > 0)
    warnings.push(
      `The contrast of ${names} leaves out ${countText(alone, "run")} without a partner of the same seed.`,
    );
  const all = (units: readonly Unit[]): number[] => units.map((unit) => rankedValue(unit)!);
  return isPaired
    ? { isPaired, a: pairs.map(([value]) => value), b: pairs.map(([, value]) => value) }
    : { isPaired, a: all(sides.treated), b: all(sides.control) };
}

function notPaired(names: string, pairs: number): CeterisError {
  return new CeterisError(
    "COMPARE",
    `${names} cannot be paired, they share ${countText(pairs, "seed")}; leave { paired: true } out, or run both at the same seeds.`,
  );
}

/** No pairs where a level has several runs of one seed, as bins may: nothing says which belong together. */
export function pairBySeed(treated: readonly Unit[], control: readonly Unit[]): Pairs {
  if (repeatsBlock(treated) || repeatsBlock(control)) return [];
  const bySeed = new Map(control.map((unit) => [unit.block, rankedValue(unit)]));
  return treated.flatMap((unit) => {
    const value = rankedValue(unit);
    const partner = unit.block === null ? undefined : bySeed.get(unit.block);
    return value === null || partner === undefined || partner === null
      ? []
      : [[value, partner] as const];
  });
}

function pairUp(a: readonly number[], b: readonly number[]): Pairs {
  return a.map((value, index) => [value, b[index]!] as const);
}

function differences(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value - b[index]!);
}
