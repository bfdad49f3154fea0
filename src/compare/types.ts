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
}

/** Whether more is better. */
export type Direction = "up" | "down";

/** One term of the left-hand side. */
export interface Response {
  /** As it was written: `val_accuracy`, `min(val_loss)`. Names the response in every table. */
  readonly name: string;
  /** The statistic that is reduced to one number per run. */
  readonly statistic: string;
  /** How: `last`, `min`, `max`, `mean`, `final`. */
  readonly reducer: string;
  /** Undefined where neither the name nor the options tell. */
  readonly direction: Direction | undefined;
}

/** What the formula asks for, resolved against the runs. */
export interface Design {
  readonly responses: readonly Response[];
  /** First term: the contrast axis. Second: colour. Third: shape. Empty for `~ 1`. */
  readonly factors: readonly Factor[];
  /** First facet: columns. Second: rows. */
  readonly facets: readonly Factor[];
  /** The seed column by which runs are paired; undefined where there is none. */
  readonly block: string | undefined;
  /** True where the contrasts are computed within seeds. */
  readonly paired: boolean;
  /** Sentences on what was averaged over, and how: for a subtitle. */
  readonly averagedOver: readonly string[];
  /** Confidence of every interval, such as 0.95. */
  readonly confidence: number;
  /** A difference smaller than this does not matter, where one was named. */
  readonly margin?: number;
}

/** One run (or one seed, where runs are averaged over a hidden factor), reduced to one number. */
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
  readonly value: number;
}

/** One cell of the design: a combination of facets and factors, for one response. NaN where n is too small. */
export interface Estimate {
  readonly response: string;
  readonly facets: readonly Level[];
  readonly levels: readonly Level[];
  readonly n: number;
  /** Runs of this cell that failed or have no finite value of the response. */
  readonly failed: number;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly sd: number;
}

/** A level of the first factor against its control, at fixed levels of everything else. NaN where not defined. */
export interface Contrast {
  readonly response: string;
  readonly facets: readonly Level[];
  /** Levels of the second and later factors at which the contrast is taken. */
  readonly within: readonly Level[];
  readonly level: Level;
  readonly control: Level;
  /** Pairs where paired, else runs of both levels together. */
  readonly n: number;
  /** Values of the level and of the control. */
  readonly sizes: readonly [number, number];
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  /** Of the difference. */
  readonly standardError: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly pAdjusted: number;
  /** Exact permutation (unpaired) or sign-flip (paired) p; NaN beyond 20 runs. */
  readonly pExact: number;
  /** The smallest two-sided p that the exact test can reach with this n. */
  readonly pSmallest: number;
  readonly hedgesG: number;
  readonly cliffsDelta: number;
  readonly paired: boolean;
}

/** The answer to the question that the formula asks. */
export type Verdict = "differs" | "no difference larger than the margin" | "cannot conclude";
