import { ptukeyUpper, qtukey } from "./ptukey.js";
import { compareMeans, type SimultaneousContrast } from "./simultaneous.js";
import type { IntervalOptions } from "./t-interval.js";

/**
 * The p-values of t statistics of pairwise differences of `groups` means, adjusted by Tukey's method for all pairs, in
 * the order given. Exact where the means are independent with one variance; Kramer's form, on the safe side, where group
 * sizes differ. R: `summary(emmeans(...), adjust = "tukey")`.
 */
export function tukeyAdjust(t: ArrayLike<number>, groups: number, df: number): number[] {
  return Array.from(t, (value) => ptukeyUpper(Math.SQRT2 * Math.abs(value), groups, df));
}

/** The multiple of their standard errors that simultaneous intervals of all pairwise differences reach to each side. */
export function tukeyCritical(confidence: number, groups: number, df: number): number {
  return qtukey(confidence, groups, df) / Math.SQRT2;
}

/**
 * Tukey's honest significant differences: all pairs of groups, with simultaneous intervals and adjusted p-values, the
 * variance pooled; Tukey and Kramer's form for groups of different sizes. R: `TukeyHSD`.
 *
 * Groups without values are not counted, and their differences are NaN. Without spread, or without degrees of freedom,
 * there are differences but no intervals, t or p (NaN).
 *
 * @returns the later group of each pair as `level`, the earlier as `control`: 1 - 0, 2 - 0, 2 - 1, 3 - 0, ...
 */
export function tukey(
  groups: readonly ArrayLike<number>[],
  options: IntervalOptions = {},
): SimultaneousContrast[] {
  const count = groups.filter(({ length }) => length > 0).length;
  const pairs = groups.flatMap((_, level) =>
    Array.from({ length: level }, (__, control) => [level, control] as const),
  );
  return compareMeans(groups, pairs, (df) => ({
    critical: tukeyCritical(options.confidence ?? 0.95, count, df),
    adjust: (t) => tukeyAdjust(t, count, df),
  }));
}
