import { codeFeature, type CodedFeature, type FanovaFeature } from "./coded-feature.js";
import { type Generator, seededGenerator } from "./generator.js";
import { halfTwice, littleBagsVariance } from "./little-bags.js";
import { mainVariance, pairVariances } from "./marginal-variance.js";
import { mean } from "./mean.js";
import { bootstrapCounts, growForest } from "./regression-forest.js";
import { criticalT, type IntervalOptions } from "./t-interval.js";
import { TreeGrower, type TreeLimits } from "./tree-grower.js";
import { partitionOf, type TreePartition } from "./tree-partition.js";
import { sd } from "./variance.js";

/**
 * Below this out-of-bag R² the shares of `fanova` are not to be ranked: they say where a forest that predicts nothing
 * happened to split. Simulated responses that depend on no feature reach it in 4% of data sets of 20 runs, in at most
 * 3% of those of 50, and in none of 100; in 9% of those of 10. (A forest on noise does worse than the mean of the
 * response: half of those of 20 runs have an R² below -0.4, of those of 100 below -0.2.)
 */
export const FANOVA_LEAST_R2 = 0.1;

export interface FanovaOptions extends TreeLimits, IntervalOptions {
  /** The trees of the forest. Default 64. */
  readonly trees?: number;
  /** The bags of trees behind the intervals, of 8 trees each. Default 32; with 0 there are no intervals. */
  readonly bags?: number;
  /** Source of the draws. Default `seededGenerator(0)`. */
  readonly generator?: Generator;
}

/** How much of the variance one feature explains, or a pair beyond what both explain alone. */
export interface FanovaImportance {
  /** Indexes of one feature, or of two. */
  readonly features: readonly number[];
  /** The fraction of a tree's variance over the domain, averaged over the trees. */
  readonly share: number;
  /** The standard deviation of that fraction over the trees. */
  readonly sd: number;
  /** The interval of the share over repeated samples of runs. */
  readonly lower: number;
  readonly upper: number;
}

export interface Fanova {
  /** Every feature in its order, then the pairs. */
  readonly importances: readonly FanovaImportance[];
  /** 1 for a forest that predicts runs it has not seen, 0 or less for one no better than their mean. */
  readonly r2OutOfBag: number;
  /** How many trees the shares are averaged over: those that were split at all. */
  readonly trees: number;
  /** The variance of a tree over the domain, averaged over the trees, in the unit of the response squared. */
  readonly totalVariance: number;
}

type Effect = readonly number[];
type Pair = readonly [number, number];

/** What the forests are grown from. */
interface Data {
  readonly features: readonly CodedFeature[];
  /** The responses in units of `scale` from their mean, so that no square overflows. */
  readonly values: Float64Array;
  readonly scale: number;
}

/** The pairs are those of all features up to here, else of this many with the largest shares. */
const PAIRED_FEATURES = 8;
const TREES_OF_BAG = 8;
/** In units of the largest deviation of the response, squared. */
const LEAST_VARIANCE = 1e-20;

/**
 * Functional analysis of variance of a random forest: which params a response depends on, alone and in pairs, where
 * they were drawn at random.
 *
 * The forest averages regression trees of bootstrap samples, every node split where that takes most from the sum of
 * squares. Each tree is a step function on the domain, whose variance is decomposed exactly: no sampling, no grid.
 * The domain is the product of the observed ranges, uniform in the values as given (pass `log10(lr)` where that was
 * uniform), and of the observed levels, all alike. A missing value (NaN, or not finite) is a point of its own that
 * weighs its share of the runs; trees may split it off or send it to either side.
 *
 * Shares of single features and pairs, and of the larger groups not computed, sum to 1. Trees that follow noise give
 * some of it to the larger groups, so that shares are lower than those of the true function, the less so the more
 * runs there are. Optuna's `FanovaImportanceEvaluator.evaluate` gives the shares of single features as they are here;
 * `get_param_importances` divides them by their sum. (Levels without order differ a little: its domain has a free
 * yes or no for each level, so that several hold at once, or none.)
 *
 * The interval is that of a t statistic, cut off at 0 and 1, around the share: the spread over the trees, divided by
 * their number, and the spread over samples of runs, from bags of trees that share half of the runs. (Percentiles
 * over the trees of one forest would be several times too wide, as single trees vary far more than their mean.) In
 * simulations with 30 to 300 runs, 95% intervals hold the expected share of a forest of that many runs in 90 to 100%
 * of data sets, and in 83 to 98% for shares below a hundredth. They do not cover its bias.
 *
 * NaN where the response does not vary, or has a value that is not finite or a sum that is not, or where no tree can
 * be split; no interval for fewer than four runs. A feature that does not vary has share 0. Where `r2OutOfBag` is
 * below `FANOVA_LEAST_R2`, the shares mean nothing. Time grows with the number of trees and the square of the runs.
 *
 * Source: F. Hutter, H. Hoos and K. Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance,
 * ICML 2014, algorithm 2.
 *
 * @param features - with one value a run each; what a feature lacks at its end is missing.
 * @param values - the response, one value a run.
 */
export function fanova(
  features: readonly FanovaFeature[],
  values: ArrayLike<number>,
  options: FanovaOptions = {},
): Fanova {
  const data = prepare(features, values);
  if (!(data.scale > 0) || features.length === 0) return nothing(features, data);
  const generator = options.generator ?? seededGenerator(0);
  const grower = new TreeGrower(data.features, data.values, options);
  const { trees: wanted = 64 } = options;
  const forest = growForest(grower, data.features, data.values, Math.max(1, wanted), generator);
  const partitions = forest.trees.map((tree) => partitionOf(tree, data.features));
  const split = partitions.filter(isSplit);
  const pairs = choosePairs(split, features.length);
  const shares = split.map((partition) => sharesOf(partition, pairs));
  const bags = Array.from({ length: options.bags ?? 32 }, () =>
    growBag(grower, data, pairs, generator),
  ).filter((bag) => bag.length > 1);
  const effects: Effect[] = [...features.map((_, feature) => [feature]), ...pairs];
  return {
    importances: effects.map((effect, k) => importanceOf(effect, k, shares, bags, options)),
    r2OutOfBag: forest.r2OutOfBag,
    trees: shares.length,
    // Not the square of the scale, which might overflow.
    totalVariance: mean(partitions.map(({ variance }) => variance)) * data.scale * data.scale,
  };
}

function prepare(features: readonly FanovaFeature[], values: ArrayLike<number>): Data {
  const centre = mean(values);
  const deviations = Float64Array.from(values, (value) => value - centre);
  const scale = deviations.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  return {
    features: features.map((feature) => codeFeature(feature, values.length)),
    values: deviations.map((d) => d / scale),
    scale: scale < Infinity ? scale : NaN,
  };
}

/** The answer where there is no response, none that varies, or no feature. */
function nothing(features: readonly FanovaFeature[], { scale }: Data): Fanova {
  const unknown = { share: NaN, sd: NaN, lower: NaN, upper: NaN };
  return {
    importances: features.map((_, feature) => ({ features: [feature], ...unknown })),
    r2OutOfBag: NaN,
    trees: 0,
    totalVariance: scale >= 0 ? 0 : NaN,
  };
}

/** False too where all that varies lies in cells so narrow that rounding hides them. */
function isSplit({ variance }: TreePartition): boolean {
  return variance > LEAST_VARIANCE;
}

/** The fractions of the tree's variance: of every feature, then of the pairs. */
function sharesOf(partition: TreePartition, pairs: readonly Pair[]): Float64Array {
  const main = Float64Array.from(partition.cells, (_, f) => mainVariance(partition, f));
  const shares = Float64Array.of(...main, ...pairVariances(partition, pairs, main));
  // Rounding must not take a share above the whole.
  return shares.map((share) => Math.min(1, share / partition.variance));
}

/** All pairs of the features, or of the ones with the largest shares, in the order of the features. */
function choosePairs(partitions: readonly TreePartition[], features: number): Pair[] {
  const all = Array.from({ length: features }, (_, feature) => feature);
  const paired = features > PAIRED_FEATURES ? largest(partitions, all) : all;
  return paired.flatMap((first, i) => paired.slice(i + 1).map((second): Pair => [first, second]));
}

function largest(partitions: readonly TreePartition[], features: readonly number[]): number[] {
  const shares = partitions.map((partition) => sharesOf(partition, []));
  const means = features.map((feature) => mean(shares.map((share) => share[feature]!)));
  return features
    .toSorted((a, b) => means[b]! - means[a]! || a - b)
    .slice(0, PAIRED_FEATURES)
    .toSorted((a, b) => a - b);
}

/** The shares in each tree of a bag: trees of samples of one half of the runs. */
function growBag(
  grower: TreeGrower,
  { features, values }: Data,
  pairs: readonly Pair[],
  generator: Generator,
): Float64Array[] {
  const half = halfTwice(values.length, generator);
  return Array.from({ length: TREES_OF_BAG }, () => {
    const counts = bootstrapCounts(half, values.length, generator);
    return partitionOf(grower.grow(counts, generator), features);
  })
    .filter(isSplit)
    .map((partition) => sharesOf(partition, pairs));
}

function importanceOf(
  effect: Effect,
  k: number,
  shares: readonly Float64Array[],
  bags: readonly (readonly Float64Array[])[],
  { confidence = 0.95 }: IntervalOptions,
): FanovaImportance {
  const ofTrees = shares.map((tree) => tree[k]!);
  const ofBags = bags.map((bag) => bag.map((tree) => tree[k]!));
  const share = mean(ofTrees);
  const spread = sd(ofTrees);
  const variance = littleBagsVariance(ofBags) + spread ** 2 / ofTrees.length;
  const half = criticalT(bags.length - 1, confidence) * Math.sqrt(variance);
  return {
    features: effect,
    share,
    sd: spread,
    lower: Math.max(0, share - half),
    upper: Math.min(1, share + half),
  };
}
