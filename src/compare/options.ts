import {
  BOOLEAN,
  checkOptions,
  isName,
  type OptionKinds,
  type ValueKind,
} from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import type { Direction } from "./types.js";

/** How to deal with params that vary and are not in the formula. */
export type Over = "mean" | "best" | Readonly<Record<string, unknown>>;

export interface CompareOptions {
  /** The control, as the runs have it: `"adam"`, 0.1, `[64, 32]`, null. The first level of the first factor by default. */
  readonly ref?: unknown;
  /** False compares runs of equal seeds as if they had nothing in common; true insists on pairs. */
  readonly paired?: boolean;
  /** The column of seeds, where it is not `seed`, `random_seed`, `manual_seed` or `rng_seed`. */
  readonly seed?: string;
  /**
   * What to do about params that vary and are not in the formula: `"mean"` averages over them with equal weights,
   * `"best"` takes each level at its best setting, `{ lr: 0.001 }` keeps the runs at that setting.
   */
  readonly over?: Over;
  /**
   * Params that make no difference to the response, such as an output folder or a host's name. Runs of one seed that
   * differ in them only are averaged.
   */
  readonly ignore?: string | readonly string[];
  /**
   * A difference smaller than this does not matter, in units of the response. For a transformed response, whose contrasts
   * are ratios, a factor: 1.05 for 5%.
   */
  readonly margin?: number;
  /** Of every interval. Default 0.95. */
  readonly confidence?: number;
  /** Whether more of the response is better, where its name does not tell. */
  readonly direction?: Direction;
  /** `"pairs"` compares all pairs of levels, the later minus the earlier; by default each with the control. */
  readonly contrasts?: "control" | "pairs";
  /**
   * How p-values allow for the number of contrasts. By default Tukey's method for all pairs where one model covers them,
   * else Holm's, and Benjamini and Hochberg's for more than 20 contrasts, which bounds the share of false discoveries.
   * `"tukey"` and `"dunnett"` pool the variance over the levels of a factor.
   */
  readonly adjust?: Adjust;
}

/** The names of the methods of adjustment. */
export const ADJUSTS = ["holm", "hommel", "tukey", "dunnett", "bh", "none"] as const;

/** Methods of adjustment; `bh` is Benjamini and Hochberg's. */
export type Adjust = (typeof ADJUSTS)[number];

const ANY: ValueKind = { accepts: () => true, remedy: "" };

const COLUMN: ValueKind = { accepts: isName, remedy: "give the name of a column" };

const OVER: ValueKind = {
  accepts: (value) => value === "mean" || value === "best" || isSetting(value),
  remedy: 'give "mean", "best", or a setting such as { lr: 0.001 }',
};

const IGNORE: ValueKind = {
  accepts: (value) => [value].flat().every(isName),
  remedy: 'give the names of params, such as ["host", "out_dir"]',
};

const MARGIN: ValueKind = {
  accepts: (value) => typeof value === "number" && value > 0 && value < Infinity,
  remedy: "give a size in units of the response, more than 0",
};

const CONFIDENCE: ValueKind = {
  accepts: (value) => typeof value === "number" && value > 0 && value < 1,
  remedy: "give a share between 0 and 1, such as 0.95",
};

const DIRECTION: ValueKind = {
  accepts: (value) => value === "up" || value === "down",
  remedy: 'give "up", where more is better, or "down"',
};

const CONTRASTS: ValueKind = {
  accepts: (value) => value === "control" || value === "pairs",
  remedy: 'give "control" or "pairs"',
};

const ADJUST: ValueKind = {
  accepts: (value) => ADJUSTS.some((name) => name === value),
  remedy: `give ${listWords([...ADJUSTS], "or")}`,
};

/** What each option of a comparison may be. */
export const COMPARE_OPTIONS: OptionKinds<CompareOptions> = {
  ref: ANY,
  paired: BOOLEAN,
  seed: COLUMN,
  over: OVER,
  ignore: IGNORE,
  margin: MARGIN,
  confidence: CONFIDENCE,
  direction: DIRECTION,
  contrasts: CONTRASTS,
  adjust: ADJUST,
};

/**
 * Refuses options that no comparison can follow, as they may come from a program without types.
 *
 * @throws CeterisError `USAGE` naming the option and its value; `COMPARE` for two that do not go together.
 */
export function checkCompareOptions(options: unknown): asserts options is CompareOptions {
  checkOptions("compare", options, COMPARE_OPTIONS);
  const { adjust, contrasts } = options as CompareOptions;
  if (adjust === "dunnett" && contrasts === "pairs")
    throw new CeterisError(
      "COMPARE",
      'Dunnett\'s adjustment is for contrasts with one control, and not for pairs; give { adjust: "tukey" }.',
    );
}

/** @throws CeterisError `USAGE` for a margin that is none. */
export function checkSeedsNeeded(options: { readonly margin?: number }): void {
  checkOptions("seedsNeeded", options, { margin: MARGIN });
}

/** A plain object, of this realm or of a notebook's cell. */
function isSetting(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Object]";
}
