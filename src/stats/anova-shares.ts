import { type FTest, fTest, magnitudeOf } from "./f-test.js";
import { mean, sumOf } from "./mean.js";

/** A part of the variance. */
export interface VarianceShare {
  readonly ss: number;
  readonly df: number;
  /** Of the total sum of squares. */
  readonly share: number;
}

/** The part of a main effect, or of the interaction of two factors. */
export interface FactorShare extends VarianceShare {
  /** The positions of the factors: one, or two. */
  readonly factors: readonly number[];
  readonly f: number;
  readonly p: number;
}

export interface AnovaShares {
  /** Main effects in the order of the factors, then the pairs. Empty where the grid is not balanced. */
  readonly shares: readonly FactorShare[];
  /** Interactions of three and more factors together. */
  readonly higher: VarianceShare;
  /** Differences between runs of the same setting. */
  readonly noise: VarianceShare;
}

const UNDEFINED: VarianceShare = { ss: NaN, df: NaN, share: NaN };

/** Groups of values: those of the same levels of some factors. */
interface Grouping {
  /** The group of each value. */
  readonly group: Int32Array;
  readonly groups: number;
}

/** Groups values by a factor; levels are numbered in order of appearance. */
function groupByLevel(levels: ArrayLike<number>): Grouping {
  const numbers = new Map<number, number>();
  const group = Int32Array.from(levels, (level) => {
    const number = numbers.get(level) ?? numbers.size;
    numbers.set(level, number);
    return number;
  });
  return { group, groups: numbers.size };
}

function cross(a: Grouping, b: Grouping): Grouping {
  return {
    group: a.group.map((group, i) => group * b.groups + b.group[i]!),
    groups: a.groups * b.groups,
  };
}

/** Whether every group has the same number of values. */
function isBalanced({ group, groups }: Grouping): boolean {
  // More groups than values: one of them must be empty.
  if (groups > group.length) return false;
  const counts = new Int32Array(groups);
  for (const g of group) counts[g]! += 1;
  return counts.every((count) => count === counts[0]);
}

/** Takes the mean of each group out of the values, in place, and returns the sum of squares that went with them. */
function sweep(values: Float64Array, { group, groups }: Grouping): number {
  const means = new Float64Array(groups);
  const size = values.length / groups;
  for (const [i, g] of group.entries()) means[g]! += values[i]! / size;
  for (const [i, g] of group.entries()) values[i]! -= means[g]!;
  return size * sumOf(means, (m) => m * m);
}

/** The factors of each main effect, then of each pair. */
function effectsOf(count: number): (readonly number[])[] {
  const positions = Array.from({ length: count }, (_, i) => i);
  const pairs = positions.flatMap((a) => positions.slice(a + 1).map((b) => [a, b]));
  return [...positions.map((a) => [a]), ...pairs];
}

/**
 * How much of the variance over a full grid each factor and each pair of factors accounts for, and how much seeds do:
 * the balanced analysis of variance. R: `anova(lm(y ~ (a + b + c)^2))`.
 *
 * Every combination of levels must have the same number of values; otherwise all is empty or NaN. Effects are tested
 * against the noise where settings were run more than once, else against the higher interactions; without degrees of
 * freedom there, or where what is tested against is no more than rounding, F and p are NaN. Shares of values that are
 * all the same are NaN.
 *
 * @param factors - for each factor the level of every value, any numbers.
 */
export function anovaShares(
  values: ArrayLike<number>,
  factors: readonly ArrayLike<number>[],
): AnovaShares {
  const n = values.length;
  const groupings = factors.map(groupByLevel);
  const all: Grouping = { group: new Int32Array(n), groups: 1 };
  const grid = groupings.reduce(cross, all);
  const isComplete = n > 0 && factors.every(({ length }) => length === n);
  if (!isComplete || !isBalanced(grid)) return { shares: [], higher: UNDEFINED, noise: UNDEFINED };

  const y = Float64Array.from(values);
  const magnitude = magnitudeOf(y);
  const centre = mean(y);
  const rest = y.map((value) => value - centre);
  const total = sumOf(rest, (x) => x * x);
  const dfOf = (positions: readonly number[]): number =>
    positions.reduce((df, position) => df * (groupings[position]!.groups - 1), 1);
  // In a balanced grid effects are orthogonal: each is what sweeping its means takes from what is left.
  const effects = effectsOf(factors.length).map((positions) => ({
    factors: positions,
    ss: sweep(rest, positions.map((position) => groupings[position]!).reduce(cross)),
    df: dfOf(positions),
  }));
  const shareOf = (ss: number, df: number): VarianceShare => ({ ss, df, share: ss / total });
  const dfHigher = grid.groups - 1 - effects.reduce((sum, { df }) => sum + df, 0);
  const higher = shareOf(sweep(rest, grid), dfHigher);
  const noise = shareOf(
    sumOf(rest, (x) => x * x),
    n - grid.groups,
  );
  const residual = noise.df > 0 ? noise : higher;
  const test = (squares: number, df: number): FTest =>
    fTest({ squares, df, residual: residual.ss, dfResidual: residual.df, magnitude });
  const shares = effects.map(({ factors: positions, ss, df }) => {
    const { f, p } = test(ss, df);
    return { factors: positions, ...shareOf(ss, df), f, p };
  });
  return { shares, higher, noise };
}
