import { anova } from "./anova.js";
import { mean } from "./mean.js";
import { tTest } from "./t-test.js";

/** A difference of two group means, its interval and p those of a whole family. */
export interface SimultaneousContrast {
  /** The position of the group. */
  readonly level: number;
  /** The position of the group it is compared with. */
  readonly control: number;
  /** The mean of the group less that of the control. */
  readonly difference: number;
  readonly standardError: number;
  readonly df: number;
  readonly t: number;
  /** The chance that any contrast of the family is this far from 0, if no means differ. */
  readonly p: number;
  /** Together with the other intervals of the family it holds the true differences with the given confidence. */
  readonly lower: number;
  readonly upper: number;
}

/** A family of contrasts that share one standard deviation. */
export interface Family {
  /** The multiple of the standard error that the intervals reach to each side. */
  readonly critical: number;
  /** Adjusts the p-values of t statistics. */
  readonly adjust: (t: readonly number[]) => readonly number[];
}

/**
 * Compares the means of pairs of groups, the standard deviation pooled over all groups. NaN where a group of the pair
 * is empty, or where no group has any spread.
 */
export function compareMeans(
  groups: readonly ArrayLike<number>[],
  pairs: readonly (readonly [level: number, control: number])[],
  familyOf: (df: number) => Family,
): SimultaneousContrast[] {
  const { ssWithin, dfWithin } = anova(groups);
  const means = groups.map(mean);
  const magnitude = means.reduce((most, m) => Math.max(most, Math.abs(m || 0)), 0);
  const tests = pairs.map(([level, control]) => {
    const sizes = [groups[level]!.length, groups[control]!.length] as const;
    const inverse = Math.min(...sizes) > 0 ? 1 / sizes[0] + 1 / sizes[1] : NaN;
    const parts = {
      n: sizes[0] + sizes[1],
      difference: means[level]! - means[control]!,
      standardError: Math.sqrt((ssWithin / dfWithin) * inverse),
      df: dfWithin,
      magnitude,
    };
    return tTest(parts, {});
  });
  const { adjust, critical } = familyOf(dfWithin);
  const adjusted = adjust(tests.map(({ t }) => t));
  return tests.map(({ difference, standardError, df, t }, i) => {
    const half = Number.isNaN(t) ? NaN : critical * standardError;
    const [level, control] = pairs[i]!;
    return {
      level,
      control,
      difference,
      standardError,
      df,
      t,
      p: adjusted[i]!,
      lower: difference - half,
      upper: difference + half,
    };
  });
}
