import { isPlain } from "./tables.js";
import { isRatio } from "./transform.js";
import type { Contrast, Design } from "./types.js";

/**
 * True where differences to one control can share an axis around 0: the first factor alone is compared, not by pairs,
 * ratios or ranks.
 */
export function hasControlAxis(design: Design, differences: readonly Contrast[]): boolean {
  const isDifference = !design.responses.some(isRatio);
  const isMean = differences.every(({ method }) => method !== "ranks");
  return isPlain(design) && design.contrasts === "control" && isDifference && isMean;
}
