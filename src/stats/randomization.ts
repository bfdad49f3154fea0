import { type Generator, seededGenerator } from "./generator.js";

/** Options of the tests that rearrange the data. */
export interface RandomizationOptions {
  /** Source of the draws where there are too many rearrangements to list. Default `seededGenerator(0)`. */
  readonly generator?: Generator;
  /** How many rearrangements to draw there. Default 10,000. */
  readonly draws?: number;
}

/** The outcome of a permutation or sign-flip test. */
export interface RandomizationTest {
  /** Two-sided: twice the smaller of the two one-sided p-values, at most 1. */
  readonly p: number;
  /** The smallest `p` that the test can give with this many values, were there no ties. */
  readonly smallest: number;
  /** True where every rearrangement was counted, false where some were drawn. */
  readonly exact: boolean;
}

/** Up to here every rearrangement is counted: at most 2^20 of them. */
const EXACT_UP_TO = 20;

/** The outcome where there is nothing to rearrange: an empty group, or a value that is not finite. */
export const UNDEFINED_TEST: RandomizationTest = { p: NaN, smallest: NaN, exact: true };

const TIE = 1e-9;

/** A test to be carried out: the statistic is a sum, so that rearrangements are cheap. */
export interface Rearrangement {
  /** How many values are rearranged. */
  readonly n: number;
  /** Statistics no further apart are the same but for rounding. */
  readonly tie: number;
  /** The statistic of the data as they are. */
  readonly observed: number;
  /** How many rearrangements there are, all equally likely if nothing differs. */
  readonly count: number;
  /** Calls `visit` with the statistic of each rearrangement, the observed one included. */
  readonly enumerate: (visit: (statistic: number) => void) => void;
  /** The statistic of one random rearrangement. */
  readonly draw: (generator: Generator) => number;
}

/** The sum of the absolute values. */
export function absoluteSum(values: Float64Array): number {
  return values.reduce((sum, x) => sum + Math.abs(x), 0);
}

/**
 * How far apart two sums of these values may lie and still be a tie. Decimal fractions and their differences are
 * rounded, so that sums equal on paper differ in their last digits; distinct sums this close are too rare to matter.
 */
export function tieOf(values: Float64Array): number {
  return TIE * absoluteSum(values);
}

/** How many statistics lie at or below, and at or above, the observed one. */
class Tally {
  #total = 0;
  #below = 0;
  #above = 0;
  readonly #observed: number;
  readonly #tie: number;

  constructor(observed: number, tie: number) {
    this.#observed = observed;
    this.#tie = tie;
  }

  add(statistic: number): void {
    this.#total += 1;
    if (statistic <= this.#observed + this.#tie) this.#below += 1;
    if (statistic >= this.#observed - this.#tie) this.#above += 1;
  }

  get p(): number {
    return Math.min(1, (2 * Math.min(this.#below, this.#above)) / this.#total);
  }
}

/**
 * Counts every rearrangement up to `EXACT_UP_TO` values, and draws them beyond. The observed arrangement counts as
 * one of the draws, so that p is never 0: (b + 1) / (m + 1) on each side (Phipson and Smyth 2010).
 */
export function randomizationTest(
  test: Rearrangement,
  options: RandomizationOptions,
): RandomizationTest {
  if (!Number.isFinite(test.tie)) return UNDEFINED_TEST;
  const exact = test.n <= EXACT_UP_TO;
  const tally = new Tally(test.observed, test.tie);
  if (exact) {
    test.enumerate((statistic) => tally.add(statistic));
    return { p: tally.p, smallest: Math.min(1, 2 / test.count), exact };
  }
  const generator = options.generator ?? seededGenerator(0);
  const draws = options.draws ?? 10_000;
  tally.add(test.observed);
  for (let i = 0; i < draws; i += 1) tally.add(test.draw(generator));
  return { p: tally.p, smallest: Math.min(1, 2 / Math.min(test.count, draws + 1)), exact };
}
