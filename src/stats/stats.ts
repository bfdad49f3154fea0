/**
 * Numbers in, numbers out: the statistics behind a comparison, public as the namespace `stats`.
 *
 * Every function is pure and total. It takes arrays or typed arrays and never changes them; it throws nothing, and
 * answers NaN where there is no answer. A NaN among the values comes out as NaN: leave missing values out before.
 */
export {
  type AggregateIntervals,
  aggregateIntervals,
  type AggregateOptions,
} from "./aggregate-intervals.js";
export { type Anova, anova, type WelchAnova, welchAnova } from "./anova.js";
export {
  type AnovaShares,
  anovaShares,
  type FactorShare,
  type VarianceShare,
} from "./anova-shares.js";
export { averageEstimates, type AverageOptions } from "./average-estimates.js";
export { type BcaLevels, bcaLevels } from "./bca.js";
export { benjaminiHochberg } from "./benjamini-hochberg.js";
export { incompleteBeta } from "./beta.js";
export type { BlockRankOptions } from "./block-ranks.js";
export {
  type Bootstrap,
  bootstrap,
  type BootstrapDrawOptions,
  type BootstrapOptions,
  type SamplesStatistic,
  type SampleStatistic,
} from "./bootstrap.js";
export {
  bootstrapInterval,
  type BootstrapMethod,
  type BootstrapParts,
} from "./bootstrap-interval.js";
export { type CellMeansModel, cellMeansModel } from "./cell-means-model.js";
export { chiSquareCdf, chiSquareUpper } from "./chi-square.js";
export { cliffsDelta } from "./cliffs-delta.js";
export type { FanovaFeature } from "./coded-feature.js";
export { dunnett, dunnettAdjust } from "./dunnett.js";
export { dunnettCritical, dunnettUpper } from "./dunnett-distribution.js";
export { fCdf, fUpper } from "./f-distribution.js";
export type { FTest } from "./f-test.js";
export {
  type Fanova,
  fanova,
  FANOVA_LEAST_R2,
  type FanovaImportance,
  type FanovaOptions,
} from "./fanova.js";
export { type Friedman, friedman, type FriedmanOptions } from "./friedman.js";
export { incompleteGamma, incompleteGammaUpper } from "./gamma.js";
export { type Generator, seededGenerator } from "./generator.js";
export { hedgesG } from "./hedges-g.js";
export { type HodgesLehmann, hodgesLehmann } from "./hodges-lehmann.js";
export { holm } from "./holm.js";
export { type HomogeneityTest, homogeneityTest, type KnownEstimate } from "./homogeneity-test.js";
export { hommel } from "./hommel.js";
export { iqm } from "./iqm.js";
export { type Kruskal, kruskal } from "./kruskal.js";
export {
  type LinearContrast,
  type LinearModel,
  linearModel,
  type TakenOut,
} from "./linear-model.js";
export { logGamma } from "./log-gamma.js";
export { type MannWhitney, mannWhitney } from "./mann-whitney.js";
export { mean } from "./mean.js";
export { type Nemenyi, nemenyi, type NemenyiOptions } from "./nemenyi.js";
export { noncentralTUpper } from "./noncentral-t.js";
export { normalCdf, normalDensity, normalQuantile, normalUpper } from "./normal.js";
export { optimalityGap } from "./optimality-gap.js";
export { pairedT } from "./paired-t.js";
export { performanceProfile } from "./performance-profile.js";
export { type PerformanceProfileBand, performanceProfileBand } from "./performance-profile-band.js";
export { permutationTest } from "./permutation-test.js";
export { powerT, type PowerT, type PowerTOptions } from "./power-t.js";
export {
  powerTost,
  type PowerTostOptions,
  sampleSizeForTost,
  type SampleSizeForTostOptions,
} from "./power-tost.js";
export { probabilityOfImprovement } from "./probability-of-improvement.js";
export { probabilityOfImprovementInterval } from "./probability-of-improvement-interval.js";
export { ptukey, ptukeyUpper, qtukey } from "./ptukey.js";
export { median, quantile } from "./quantile.js";
export type { RandomizationOptions, RandomizationTest } from "./randomization.js";
export type { RankTestOptions, RankTestP } from "./rank-test.js";
export { ranks } from "./ranks.js";
export { type RepeatedMeasures, repeatedMeasures } from "./repeated-measures.js";
export type { Replicates } from "./replicates.js";
export { sampleSizeForWidth, type SampleSizeForWidthOptions } from "./sample-size-for-width.js";
export type { Scores } from "./scores.js";
export { signFlipTest } from "./sign-flip-test.js";
export { type SignedRank, signedRank } from "./signed-rank.js";
export type { SimultaneousContrast } from "./simultaneous.js";
export { stratifiedBootstrap } from "./stratified-bootstrap.js";
export type { StratifiedInterval, StratifiedOptions } from "./stratified-resampling.js";
export { studentTCdf, studentTDensity, studentTQuantile, studentTUpper } from "./student-t.js";
export type { TDesign } from "./t-design.js";
export { type IntervalOptions, tInterval, type TInterval } from "./t-interval.js";
export type { TTest } from "./t-test.js";
export { type Tost, tost, type TostOptions } from "./tost.js";
export { tukey, tukeyAdjust, tukeyCritical } from "./tukey.js";
export { sd, standardError, variance } from "./variance.js";
export { welch } from "./welch.js";
export { wilson, type WilsonInterval } from "./wilson.js";
export { withinBlocksTest } from "./within-blocks-test.js";
