/** Both ends of a scale. */
export type Domain = readonly [number, number];

/** The domain of a scale that has no values; its axis has no ticks. */
export const NO_VALUES: Domain = [0, 1];

/** Share of the data's range that is left free at each end. */
const MARGIN = 0.06;

/** A scale's domain that holds all finite values with some room; `NO_VALUES` where there is none. */
export function domainOf(values: Iterable<number>, margin: number = MARGIN): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return NO_VALUES;
  // Halved before it is subtracted, since the range of very large numbers overflows.
  const room = low === high ? Math.abs(low) * 0.1 || 0.5 : high * margin - low * margin;
  return [low - room, high + room];
}

/** The length of a domain. */
export function extent([low, high]: Domain): number {
  return high - low;
}
