import type { Factor, Level } from "./types.js";

/** Positive numbers that span more than this factor were chosen by their magnitude. */
const WIDE = 100;

/** A factor of numbers as the axis of a model. */
export interface Covariate {
  /** True where the axis is logarithmic: the formula says so, or the levels span two decades. */
  readonly isLog: boolean;
  /** The place of a level on the axis. */
  readonly at: (level: Level) => number;
}

/** The axis on which numbers lie as evenly as they were chosen. */
export function covariateOf({ levels, transform }: Factor): Covariate {
  const numbers = levels.map(Number);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const isLog = transform !== undefined || (least > 0 && most / least >= WIDE && most < Infinity);
  return {
    isLog,
    at: (level) => (isLog ? Math.log10(Number(level)) : Number(level)),
  };
}
