import type { Design } from "../compare/types.js";
import { formatSignificant } from "../util/format-number.js";

/** A share as a percentage: `95%`. */
export function percentText(share: number): string {
  return `${formatSignificant(100 * share, 5)}%`;
}

/** `n = 7 (1 failed)`. */
export function sizeText(n: number, failed: number): string {
  return failed === 0 ? `n = ${n}` : `n = ${n} (${failed} failed)`;
}

/** One number where all are the same, else the least and the largest: `10`, `8 to 10`. */
export function rangeText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}

/** What one value of a comparison is: a run, or a seed where the runs of a seed were averaged. */
export function unitOfValues({ averagedOver }: Pick<Design, "averagedOver">): "seed" | "run" {
  return averagedOver.some((note) => note.startsWith("mean over")) ? "seed" : "run";
}
