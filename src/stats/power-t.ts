import { noncentralTUpper } from "./noncentral-t.js";
import { studentTQuantile } from "./student-t.js";
import { groupsOf, MOST_VALUES, type TDesign } from "./t-design.js";

interface PowerTCommon {
  /** The true difference of the means. */
  readonly delta: number;
  /** Of one group; of the differences where paired. Default 1. */
  readonly sd?: number;
  /** The level of the two-sided test. Default 0.05. */
  readonly alpha?: number;
  /** Default `two.sample`. */
  readonly type?: TDesign;
}

/** Give `n` to learn the power, or `power` to learn `n`. */
export type PowerTOptions = PowerTCommon &
  (
    | { readonly n: number; readonly power?: undefined }
    | { readonly power: number; readonly n?: undefined }
  );

export interface PowerT {
  /** Values of each group, or pairs; a fraction where it was solved for: round up. */
  readonly n: number;
  readonly power: number;
  readonly delta: number;
  readonly sd: number;
  readonly alpha: number;
  readonly type: TDesign;
}

type Plan = Omit<PowerT, "n" | "power">;

function powerAt(n: number, plan: Plan): number {
  const groups = groupsOf(plan.type);
  const df = groups * (n - 1);
  const critical = -studentTQuantile(plan.alpha / 2, df);
  const ncp = Math.sqrt(n / groups) * (plan.delta / plan.sd);
  return noncentralTUpper(critical, df, ncp) + noncentralTUpper(critical, df, -ncp);
}

function smallestN(power: number, plan: Plan): number {
  if (Number.isNaN(power + plan.delta / plan.sd + plan.alpha)) return NaN;
  if (powerAt(2, plan) >= power) return 2;
  let high = 4;
  while (powerAt(high, plan) < power) {
    if (high > MOST_VALUES) return Infinity;
    high *= 2;
  }
  let low = high / 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (powerAt(middle, plan) < power) low = middle;
    else high = middle;
  }
}

/**
 * The power of a two-sided t test, or the size that reaches a power; both directions of the test count.
 * R: `power.t.test(strict = TRUE)`.
 *
 * `n` must be at least 2 for a power (1.5 for two groups); it is NaN below. A solved `n` is never below 2, and is
 * Infinity where ten million values do not suffice.
 */
export function powerT(options: PowerTOptions): PowerT {
  const { delta, sd = 1, alpha = 0.05, type = "two.sample" } = options;
  const plan: Plan = { delta, sd, alpha, type };
  const n = options.n ?? smallestN(options.power, plan);
  return { n, power: options.power ?? powerAt(n, plan), ...plan };
}
