import type { Transform } from "./functions.js";

/** A level of a factor, as it is compared and drawn. Lists and objects appear as their text: `[64, 32]`. */
export type Level = string | number | boolean | null;

/** One term of the right-hand side, or one facet, with the levels that occur, in the order they are shown. */
export interface Factor {
  /** The column, or the expression as it was written: `optimizer`, `log10(lr)`. */
  readonly name: string;
  /** The first level of the first factor is the control. */
  readonly levels: readonly Level[];
  /** True where every level is a number: such levels are sorted and can be put on a quantitative axis. */
  readonly numeric: boolean;
  /** The scale of the axis, where the formula asks for one: `log10(lr)`. Levels keep the unit of the param. */
  readonly transform?: Exclude<Transform, "logit">;
  /** The columns it is made of, where its name is none: `["lr"]` of `log10(lr)`. */
  readonly columns?: readonly string[];
}

/** Whether more is better. */
export type Direction = "up" | "down";

/** One term of the left-hand side. */
export interface Response {
  /** As it was written: `val_accuracy`, `min(val_loss)`. Names the response in every table. */
  readonly name: string;
  /** The statistic that is reduced to one number per run; arithmetic as it was written. */
  readonly statistic: string;
  /** How: `last`, `min`, `max`, `mean`, `final`, …; `arithmetic` for what stands in braces. */
  readonly reducer: string;
  /**
   * The scale of every computation, where the formula asks for one: `log(val_loss)`. What is reported is in the unit of
   * the statistic again: estimates are geometric means (of odds for `logit`), contrasts are ratios (of odds).
   */
  readonly transform?: Transform;
  /** Undefined where neither the name nor the options tell. */
  readonly direction: Direction | undefined;
}

/** What is compared: the levels of a factor, or an interaction of several. */
export interface Term {
  /** The factor; `a:b` for an interaction; `b within a` for a nested factor. */
  readonly name: string;
  /** Positions in `design.factors` of what is compared: one, or those of an interaction. */
  readonly factors: readonly number[];
  /** Positions of the factors that are held at a level; a contrast is averaged over all others with equal weights. */
  readonly within: readonly number[];
}

/** How p-values allow for the number of contrasts. Benjamini and Hochberg's bounds the share of false discoveries. */
export type Adjustment = "Holm" | "Hommel" | "Tukey" | "Dunnett" | "Benjamini–Hochberg" | "none";

/** What the formula asks for, resolved against the runs. */
export interface Design {
  readonly responses: readonly Response[];
  /** First term: the contrast axis. Second: colour. Third: shape. Empty for `~ 1`. */
  readonly factors: readonly Factor[];
  /** First facet: columns. Second: rows. */
  readonly facets: readonly Factor[];
  /** What is compared: the first factor within all others, or the effects that `a*b`, `a/b` and `.` ask for. */
  readonly terms: readonly Term[];
  /** True for `~ .`: the effects of all factors are taken to add up. */
  readonly additive: boolean;
  /** Every level against the control, or all pairs of levels, the later one minus the earlier. */
  readonly contrasts: "control" | "pairs";
  /** How the p-values of all contrasts together are adjusted. */
  readonly adjusted: Adjustment;
  /** The seed column by which runs are paired, or the block of the formula; undefined where there is none. */
  readonly block: string | undefined;
  /** True where the contrasts are computed within seeds. */
  readonly paired: boolean;
  /** What each value is, where runs were averaged: `mean over lr (0.1, 1), equal weights`. For a subtitle. */
  readonly averagedOver: readonly string[];
  /** Sentences on how the contrasts were computed, where that needs one. */
  readonly notes: readonly string[];
  /** Sentences on runs that have no place in the tables: of facets where none finished, of levels that were left out. */
  readonly omitted: readonly string[];
  /** Facets of the panels in which no setting was tried with every level, so that a mean over settings has nothing there. */
  readonly uncommon: readonly (readonly Level[])[];
  /** Confidence of every interval, such as 0.95. */
  readonly confidence: number;
  /** A difference smaller than this does not matter, where one was named; a factor above 1 for ratios. */
  readonly margin?: number;
}

/** One run (or one seed, where runs are averaged over a hidden factor), reduced to one number; no censored one. */
export interface Observation {
  readonly response: string;
  /** Levels of `design.facets`, in their order. */
  readonly facets: readonly Level[];
  /** Levels of `design.factors`, in their order. */
  readonly levels: readonly Level[];
  /** The seed; null where there is none. */
  readonly block: Level;
  /** Ids of the runs behind the number: one, or several where a hidden factor was averaged over. */
  readonly ids: readonly number[];
  /** In the unit of the statistic, transformed or not. */
  readonly value: number;
}

/** A run that failed or has no finite value of the response; where runs are averaged, all such runs of one seed or block. */
export interface Failure extends Omit<Observation, "value"> {
  /** Ids of the runs that failed. */
  readonly ids: readonly number[];
}

/** One cell of the design: a combination of facets and factors, for one response. NaN where n is too small. */
export interface Estimate {
  readonly response: string;
  readonly facets: readonly Level[];
  readonly levels: readonly Level[];
  /** Values: runs, or seeds or blocks whose runs were averaged; censored ones too. */
  readonly n: number;
  /** Runs of this cell that failed or have no finite value of the response. */
  readonly failed: number;
  /** Of `n`, those that never came where `stepsTo` waits for them: their value is only known to be large. */
  readonly censored: number;
  /** The runs behind them: more than `n` where runs of a block were averaged. */
  readonly runs: number;
  /** Of these, those that never came where `stepsTo` waits for them. */
  readonly never: number;
  /**
   * The mean; of a transformed response the mean on its scale, in the unit of the statistic. Where any run of the
   * response is censored: the median, NaN where at least half of the cell is censored.
   */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** On the scale of the response's transform. */
  readonly sd: number;
}

/**
 * How a contrast was computed: a t test of two levels; the additive model `level + block`; a linear model of several
 * factors (fitted in each block by itself where all blocks have the same settings), or of levels whose variance is pooled;
 * or ranks (Mann and Whitney's test, the sign test for pairs), where runs are censored. An average over facets that cannot
 * be taken within seeds is combined from the contrasts of the facets.
 */
export type ContrastMethod =
  | "paired t"
  | "Welch"
  | "additive model"
  | "linear model"
  | "ranks"
  | "combined";

/** A level of a term against its control, at fixed levels of what it is within. NaN where not defined. */
export interface Contrast {
  readonly response: string;
  readonly facets: readonly Level[];
  /** The name of one of `design.terms`: what is compared. */
  readonly term: string;
  /** Levels of the factors that the term is within, in their order. */
  readonly within: readonly Level[];
  /** For an interaction the levels of its factors as one text: `adam, 0.1`. */
  readonly level: Level;
  readonly control: Level;
  readonly method: ContrastMethod;
  /** Blocks that have runs of both levels where paired, else runs of both levels together. */
  readonly n: number;
  /** Values of the level and of the control; for an interaction, of what is added and of what is subtracted. */
  readonly sizes: readonly [number, number];
  /** Of the values of the level and of the control, on the scale of the transform; by Welch's method only. */
  readonly variances?: readonly [number, number];
  /**
   * The level minus the control: of means, of least-squares marginal means, or of medians (`ranks`; of pairs the median
   * of their differences). For an interaction the difference of differences. For a transformed response a ratio, whose null value is 1: see `isRatio`.
   */
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  /** Of the difference, on the scale of the response's transform. */
  readonly standardError: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly pAdjusted: number;
  /** Exact permutation (unpaired), sign-flip (paired) or rank p; NaN beyond 20 runs, and for models without blocks. */
  readonly pExact: number;
  /** The smallest two-sided p that the exact test can reach with this n. */
  readonly pSmallest: number;
  /** Of the runs of both levels as they are; NaN where a contrast is averaged over other factors. */
  readonly hedgesG: number;
  /** Of pairs that are compared by ranks: the share in which the level is higher, minus that in which it is lower. */
  readonly cliffsDelta: number;
  /** True where it is computed within blocks. */
  readonly paired: boolean;
}

/** A contrast in one of the facets. */
export interface FacetDifference {
  readonly facets: readonly Level[];
  /** A ratio, where contrasts are. */
  readonly difference: number;
}

/**
 * The average of a contrast over the facets, with equal weights, whose `facets` are empty; on the scale of the response's
 * transform, so that an average of ratios is their geometric mean. Effect sizes are NaN.
 */
export interface PooledContrast extends Contrast {
  /** How many facets it is the average of. */
  readonly count: number;
  readonly lowest: FacetDifference;
  readonly highest: FacetDifference;
  /** The test that the difference is the same in all facets. */
  readonly agreement: Agreement;
  /** How `pAdjusted` allows for the number of averages. */
  readonly adjusted: Adjustment;
}

/** An F test, by Greenhouse and Geisser where seeds are in all facets, else Welch's of Cochran's Q. NaN where not defined. */
export interface Agreement {
  readonly f: number;
  readonly df: number;
  readonly dfResidual: number;
  readonly p: number;
  /** By Holm's method over the averages. */
  readonly pAdjusted: number;
}

/** A test that no levels of a term differ. NaN where not defined. */
export interface OmnibusTest {
  readonly response: string;
  readonly facets: readonly Level[];
  readonly term: string;
  /** Levels of the factors that the term is within, in their order. */
  readonly within: readonly Level[];
  readonly test: "F" | "Welch F" | "Friedman" | "Kruskal–Wallis";
  readonly statistic: number;
  readonly df: number;
  /** NaN for the tests by ranks, which have none. */
  readonly dfResidual: number;
  readonly p: number;
}

/** Mean ranks of the levels over the blocks, and which of them differ: Friedman and Nemenyi. */
export interface MeanRanks {
  readonly response: string;
  readonly facets: readonly Level[];
  /** Levels of the factors that the first one is within, in their order. */
  readonly within: readonly Level[];
  /** Blocks that have every level; the others are left out. */
  readonly blocks: number;
  readonly levels: readonly Level[];
  /** One a level; 1 is the best, or the smallest value where the direction is not known. */
  readonly meanRanks: readonly number[];
  /** Mean ranks at least so far apart differ, at the level 1 - confidence of all pairs together. */
  readonly criticalDifference: number;
  /** The largest sets of levels of which no two differ, the best level first. */
  readonly cliques: readonly (readonly Level[])[];
}

/** How much of the variance of a response one factor, a pair of them, or seeds account for. */
export interface Importance {
  readonly response: string;
  readonly facets: readonly Level[];
  /**
   * A factor, a pair `a:b`, `higher interactions`, or `noise`: what differs between runs of one setting. Where each setting
   * has one run, `higher interactions and noise`, which cannot be told apart.
   */
  readonly term: string;
  /** By ANOVA omega squared: without what noise alone would give it, which is in the share of noise. */
  readonly share: number;
  /** NaN by ANOVA. */
  readonly lower: number;
  readonly upper: number;
  /** The balanced analysis of variance where the runs are a full grid, else fANOVA of a forest. */
  readonly method: "ANOVA" | "fANOVA";
  /** True where no F test tells a factor or a pair from noise, so that the shares rank nothing. */
  readonly isNoise: boolean;
}

/** The answer to the question that the formula asks. */
export type Verdict = "differs" | "no difference larger than the margin" | "cannot conclude";
