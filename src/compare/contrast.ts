import { countText } from "../util/count-text.js";
import { CeterisError } from "../util/error.js";
import { cliffsDelta } from "../stats/cliffs-delta.js";
import { hedgesG } from "../stats/hedges-g.js";
import { holm } from "../stats/holm.js";
import { pairedT } from "../stats/paired-t.js";
import { permutationTest } from "../stats/permutation-test.js";
import { signFlipTest } from "../stats/sign-flip-test.js";
import { welch } from "../stats/welch.js";
import { compareCells, levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import type { Contrast, Design, Factor, Level, Observation } from "./types.js";

/** Up to so many values the exact tests list every rearrangement. */
const EXACT_LIMIT = 20;

/** Fewer pairs than this say nothing about the spread of the differences. */
const FEWEST_PAIRS = 2;

export interface ContrastOptions {
  readonly confidence: number;
  /** False never pairs, true insists; undefined pairs where levels share seeds. */
  readonly paired: boolean | undefined;
}

/** Contrasts of one family, and the runs that pairing left out. */
export interface Contrasts {
  readonly contrasts: readonly Contrast[];
  readonly warnings: readonly string[];
}

/**
 * Every level of the first factor against its first level, at fixed facets and further factors. Levels that share
 * seeds are paired by them. Holm's adjustment is not made here: its family is the whole comparison.
 *
 * @param observations - Those of one response.
 */
export function contrastLevels(
  observations: readonly Observation[],
  { facets, factors }: Pick<Design, "facets" | "factors">,
  options: ContrastOptions,
): Contrasts {
  const [factor, ...within] = factors;
  if (!factor) return { contrasts: [], warnings: [] };
  const contrasts: Contrast[] = [];
  const warnings: string[] = [];
  for (const stratum of strataOf(observations, [...facets, ...within])) {
    const byLevel = groupBy(stratum, ({ levels }) => levelKey([levels[0]!]));
    const control = byLevel.get(levelKey([factor.levels[0]!])) ?? [];
    for (const level of factor.levels.slice(1)) {
      const treated = byLevel.get(levelKey([level])) ?? [];
      if (control.length === 0 || treated.length === 0) continue;
      contrasts.push(contrast(treated, control, options, warnings));
    }
  }
  return { contrasts, warnings };
}

/** Observations at equal levels of all but the first factor, in the order in which they are shown. */
function strataOf(observations: readonly Observation[], order: readonly Factor[]): Observation[][] {
  const place = ({ facets, levels }: Observation): Level[] => [...facets, ...levels.slice(1)];
  const strata = [...groupBy(observations, (one) => levelKey(place(one))).values()];
  return strata.sort((a, b) => compareCells(order, place(a[0]!), place(b[0]!)));
}

function contrast(
  treated: readonly Observation[],
  control: readonly Observation[],
  { confidence, paired }: ContrastOptions,
  warnings: string[],
): Contrast {
  const pairs = paired === false ? [] : pairBySeed(treated, control);
  const isPaired = pairs.length >= FEWEST_PAIRS;
  const [one, other] = [treated[0]!, control[0]!];
  const names = `${levelText(one.levels[0]!)} and ${levelText(other.levels[0]!)}`;
  if (paired === true && !isPaired) {
    throw new CeterisError(
      "COMPARE",
      `${names} cannot be paired, they share ${countText(pairs.length, "seed")}; leave { paired: true } out, or run both at the same seeds.`,
    );
  }
  const alone = treated.length + control.length - 2 * pairs.length;
  if (isPaired && alone > 0)
    warnings.push(
      `The contrast of ${names} leaves out ${countText(alone, "run")} without a partner of the same seed.`,
    );
  const [a, b] = isPaired
    ? [pairs.map(([value]) => value), pairs.map(([, value]) => value)]
    : [treated.map(({ value }) => value), control.map(({ value }) => value)];
  return {
    response: one.response,
    facets: one.facets,
    within: one.levels.slice(1),
    level: one.levels[0]!,
    control: other.levels[0]!,
    ...(isPaired ? pairedT(a, b, { confidence }) : welch(a, b, { confidence })),
    sizes: [a.length, b.length],
    pAdjusted: NaN,
    ...exactTest(a, b, isPaired),
    hedgesG: hedgesG(a, b),
    cliffsDelta: cliffsDelta(a, b),
    paired: isPaired,
  };
}

function pairBySeed(
  treated: readonly Observation[],
  control: readonly Observation[],
): [number, number][] {
  const bySeed = new Map(control.map(({ block, value }) => [block, value]));
  return treated.flatMap(({ block, value }) => {
    const partner = block === null ? undefined : bySeed.get(block);
    return partner === undefined ? [] : [[value, partner] as [number, number]];
  });
}

function exactTest(
  a: readonly number[],
  b: readonly number[],
  isPaired: boolean,
): Pick<Contrast, "pExact" | "pSmallest"> {
  if ((isPaired ? a.length : a.length + b.length) > EXACT_LIMIT)
    return { pExact: NaN, pSmallest: NaN };
  const { p, smallest } = isPaired ? signFlipTest(differences(a, b)) : permutationTest(a, b);
  return { pExact: p, pSmallest: smallest };
}

function differences(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value - b[index]!);
}

/** Adjusts the p-values of a family by Holm's method. The family is what is drawn: all contrasts together. */
export function adjustFamily(contrasts: readonly Contrast[]): Contrast[] {
  const adjusted: readonly number[] = holm(contrasts.map(({ p }) => p));
  return contrasts.map((one, index) => ({ ...one, pAdjusted: adjusted[index]! }));
}
