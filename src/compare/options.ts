import { CeterisError } from "../util/error.js";
import type { Direction, Level } from "./types.js";

/** How to deal with params that vary and are not in the formula. */
export type Over = "mean" | "best" | Readonly<Record<string, unknown>>;

export interface CompareOptions {
  /** The control; the first level of the first factor by default. */
  readonly ref?: Level;
  /** False compares runs of equal seeds as if they had nothing in common; true insists on pairs. */
  readonly paired?: boolean;
  /** The column of seeds, where it is not `seed`, `random_seed`, `manual_seed` or `rng_seed`. */
  readonly seed?: string;
  /**
   * What to do about params that vary and are not in the formula: `"mean"` averages over them with equal weights,
   * `"best"` takes each level at its best setting, `{ lr: 0.001 }` keeps the runs at that setting.
   */
  readonly over?: Over;
  /** Params that make no difference to the response, such as an output folder or a host's name. */
  readonly ignore?: readonly string[];
  /** A difference smaller than this does not matter, in units of the response. */
  readonly margin?: number;
  /** Of every interval. Default 0.95. */
  readonly confidence?: number;
  /** Whether more of the response is better, where its name does not tell. */
  readonly direction?: Direction;
}

/**
 * Refuses options that no comparison can follow, as they may come from a program without types.
 *
 * @throws CeterisError `COMPARE` naming the option and its value.
 */
export function checkOptions({ confidence, margin, over }: CompareOptions): void {
  if (confidence !== undefined && !(confidence > 0 && confidence < 1))
    throw refused("confidence", confidence, "a share between 0 and 1, such as 0.95");
  if (margin !== undefined && !(margin > 0))
    throw refused("margin", margin, "a size in units of the response, more than 0");
  if (over === null || (typeof over === "string" && over !== "mean" && over !== "best"))
    throw refused("over", over, '"mean", "best", or a setting such as { lr: 0.001 }');
}

function refused(option: string, value: unknown, wanted: string): CeterisError {
  return new CeterisError("COMPARE", `The option ${option} is ${String(value)}; give ${wanted}.`);
}
