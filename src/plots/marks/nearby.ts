import type { Domain } from "./domain.js";

/** An axis of values. */
export interface NearbyAxis {
  readonly domain: Domain;
  readonly scale: "linear" | "log";
}

/**
 * A value where it lies, or just out of sight: renderers drop a whole line when one of its points lies some 1e9 px
 * away, and zero has no place on a log axis.
 */
export function nearby(value: number, { domain: [low, high], scale }: NearbyAxis): number {
  const [least, most] =
    scale === "log" ? [low / 10, high * 10] : [low - 4 * (high - low), high + 4 * (high - low)];
  return Math.max(least, Math.min(most, value));
}
