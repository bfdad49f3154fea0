import type { Contrast } from "../../../compare/types.js";
import { criticalT } from "../../../stats/t-interval.js";
import { studentTDensity } from "../../../stats/student-t.js";

/** A point of a density's outline. */
export interface DensityPoint {
  readonly value: number;
  /** 1 at the peak. */
  readonly height: number;
}

const POINTS = 41;

/** How far beyond the interval the density is drawn. */
const BEYOND = 1.35;

/**
 * The t density behind a difference's interval, scaled to a peak of 1, so that shape and interval agree at every
 * n. Empty where there is no interval, or none of any width.
 */
export function tDensity(
  { difference, lower, upper, df }: Contrast,
  confidence: number,
): DensityPoint[] {
  const critical = criticalT(df, confidence);
  const error = (upper - lower) / 2 / critical;
  if (!(error > 0) || !Number.isFinite(error)) return [];
  const reach = critical * BEYOND;
  const peak = studentTDensity(0, df);
  return Array.from({ length: POINTS }, (_, i) => {
    const t = -reach + (2 * reach * i) / (POINTS - 1);
    return { value: difference + t * error, height: studentTDensity(t, df) / peak };
  });
}
