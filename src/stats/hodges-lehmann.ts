import { normalQuantile, normalUpper } from "./normal.js";
import { countOf, type PairwiseSums, selectSum } from "./pairwise-sums.js";
import {
  type RankDistribution,
  rankSumDistribution,
  signedRankDistribution,
  untiedRanks,
} from "./rank-distribution.js";
import {
  EXACT_DIFFERENCES,
  EXACT_PAIRS,
  rankSumVariance,
  signedRankVariance,
} from "./rank-test.js";
import { rankWithTies } from "./ranks.js";
import type { IntervalOptions } from "./t-interval.js";

/** A robust location, or difference of two locations, with its interval. */
export interface HodgesLehmann {
  /** Values of both groups together. */
  readonly n: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** The confidence that the interval has. Less than asked for where so few values cannot give more. */
  readonly confidence: number;
}

/** How many of the smallest and of the largest sums lie outside the interval, and the confidence that leaves. */
interface Cutoff {
  readonly outside: number;
  readonly confidence: number;
}

/** Equal chances differ by rounding. R's quantiles allow as much. */
const ROUNDING = 10 * Number.EPSILON;

/** By the exact distribution, which has no ties. */
function exactCutoff({ probabilities }: RankDistribution, confidence: number): Cutoff {
  const tail = (1 - confidence) / 2;
  let below = probabilities[0]!;
  let outside = 0;
  while (below + probabilities[outside + 1]! < tail - ROUNDING) {
    outside += 1;
    below += probabilities[outside]!;
  }
  return { outside, confidence: 1 - 2 * below };
}

/** By the normal approximation with continuity correction. */
function normalCutoff(count: number, variance: number, confidence: number): Cutoff {
  const deviation = Math.sqrt(variance);
  const reach = count / 2 - 0.5;
  const outside = Math.floor(reach - normalQuantile((1 + confidence) / 2) * deviation);
  if (outside >= 0) return { outside, confidence };
  return { outside: 0, confidence: 1 - 2 * normalUpper(reach / deviation) };
}

/** Between two averages of pairs, values are tied where they are equal: the ties that count for an interval. */
function oneSampleCutoff(x: Float64Array, confidence: number): Cutoff {
  const n = x.length;
  if (n <= EXACT_DIFFERENCES) {
    return exactCutoff(signedRankDistribution(untiedRanks(n)), confidence);
  }
  return normalCutoff((n * (n + 1)) / 2, signedRankVariance(n, rankWithTies(x).ties), confidence);
}

/** Between two differences of pairs, only values of one group are tied. */
function twoSampleCutoff(x: Float64Array, y: Float64Array, confidence: number): Cutoff {
  const [m, n] = [x.length, y.length];
  if (m * n <= EXACT_PAIRS) {
    return exactCutoff(rankSumDistribution(untiedRanks(m + n), Math.min(m, n)), confidence);
  }
  const ties = rankWithTies(x).ties + rankWithTies(y).ties;
  return normalCutoff(m * n, rankSumVariance(m, n, ties), confidence);
}

function medianOf(sums: PairwiseSums): number {
  const last = countOf(sums) - 1;
  const from = selectSum(sums, Math.floor(last / 2));
  if (last % 2 === 0) return from;
  const to = selectSum(sums, (last + 1) / 2);
  return from === to ? from : from + (to - from) / 2;
}

/** The sums whose median is the estimate: averages of pairs, or differences between the groups. */
function sumsOf(a: Float64Array, b: Float64Array | undefined): PairwiseSums {
  if (b !== undefined) return { x: a.toSorted(), y: b.map((x) => -x).sort(), upper: false };
  const halves = a.map((x) => x / 2).sort();
  return { x: halves, y: halves, upper: true };
}

/**
 * The Hodges-Lehmann estimate with the interval that belongs to the rank test of the same values.
 *
 * Of one sample: the median of the averages of all pairs of values, each with itself included (Walsh averages). Of two:
 * the median of all differences `a[i] - b[j]`, which is not the difference of the medians. The limits are averages or
 * differences too, counted off from both ends by the exact distribution up to 200 values, or 2,500 pairs of two samples,
 * and by the normal approximation with continuity correction beyond. R: `wilcox.test(conf.int = TRUE)`, which counts
 * from 50 values on only where `exact = TRUE`.
 *
 * Where values are equal R approximates at every size; the exact count holds there too and is at least as confident
 * (Noether, JASA 62, 1967). R also leaves values of 0 out of one sample: here they count as any other.
 *
 * Too few values give the widest interval there is, with the `confidence` it has: 0.75 for three. One value, or one
 * against one, has an estimate but no interval (NaN). NaN where a sample is empty or a value is not finite.
 *
 * @param b - the second sample; without it, the location of `a`.
 */
export function hodgesLehmann(
  a: ArrayLike<number>,
  b?: ArrayLike<number>,
  options: IntervalOptions = {},
): HodgesLehmann {
  const first = Float64Array.from(a);
  const second = b === undefined ? undefined : Float64Array.from(b);
  const n = first.length + (second?.length ?? 0);
  const sums = sumsOf(first, second);
  const count = countOf(sums);
  const isFinite = first.every(Number.isFinite) && (second?.every(Number.isFinite) ?? true);
  if (count === 0 || !isFinite) {
    return { n, estimate: NaN, lower: NaN, upper: NaN, confidence: NaN };
  }
  const estimate = medianOf(sums);
  const asked = options.confidence ?? 0.95;
  if (count === 1 || !(asked >= 0 && asked <= 1)) {
    return { n, estimate, lower: NaN, upper: NaN, confidence: NaN };
  }
  const { outside, confidence } =
    second === undefined ? oneSampleCutoff(first, asked) : twoSampleCutoff(first, second, asked);
  const lower = selectSum(sums, outside);
  return { n, estimate, lower, upper: selectSum(sums, count - 1 - outside), confidence };
}
