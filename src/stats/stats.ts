/**
 * Numbers in, numbers out: the statistics behind a comparison, public as the namespace `stats`.
 *
 * Every function is pure and total. It takes arrays or typed arrays and never changes them; it throws nothing, and
 * answers NaN where there is no answer. A NaN among the values comes out as NaN: leave missing values out before.
 */
export { benjaminiHochberg } from "./benjamini-hochberg.js";
export { incompleteBeta } from "./beta.js";
export { chiSquareCdf, chiSquareUpper } from "./chi-square.js";
export { cliffsDelta } from "./cliffs-delta.js";
export { incompleteGamma, incompleteGammaUpper } from "./gamma.js";
export { type Generator, seededGenerator } from "./generator.js";
export { hedgesG } from "./hedges-g.js";
export { holm } from "./holm.js";
export { hommel } from "./hommel.js";
export { logGamma } from "./log-gamma.js";
export { mean } from "./mean.js";
export { noncentralTUpper } from "./noncentral-t.js";
export { normalCdf, normalDensity, normalQuantile, normalUpper } from "./normal.js";
export { pairedT } from "./paired-t.js";
export { permutationTest } from "./permutation-test.js";
export { powerT, type PowerT, type PowerTOptions } from "./power-t.js";
export { median, quantile } from "./quantile.js";
export type { RandomizationOptions, RandomizationTest } from "./randomization.js";
export { sampleSizeForWidth, type SampleSizeForWidthOptions } from "./sample-size-for-width.js";
export { signFlipTest } from "./sign-flip-test.js";
export { studentTCdf, studentTDensity, studentTQuantile, studentTUpper } from "./student-t.js";
export type { TDesign } from "./t-design.js";
export { type IntervalOptions, tInterval, type TInterval } from "./t-interval.js";
export type { TTest } from "./t-test.js";
export { sd, standardError, variance } from "./variance.js";
export { welch } from "./welch.js";
export { wilson, type WilsonInterval } from "./wilson.js";
