import type { Estimate } from "../../compare/types.js";
import { formatSignificant } from "../../util/format-number.js";

/** A share as a percentage: `95%`. */
export function percentText(share: number): string {
  return `${formatSignificant(100 * share, 5)}%`;
}

/** The size of a cell: what a size is told by. */
export type CellSize = Pick<Estimate, "n" | "failed"> & Partial<Pick<Estimate, "censored">>;

/** `n = 7 (1 failed)`; `2 of 7 never got there` where runs are censored. */
export function sizeText({ n, failed, censored = 0 }: CellSize): string {
  const size = censored === 0 ? `n = ${n}` : `${censored} of ${n} never got there`;
  return failed === 0 ? size : `${size} (${failed} failed)`;
}

/**
 * `n = 7` and `(1 failed)`, or `2 of 7 never`, `got there`; for several groups `n = 7 each` or the range of their sizes, and
 * all failures together.
 */
export function sizeLines(cells: readonly CellSize[]): string[] {
  const total = (count: (cell: CellSize) => number): number =>
    cells.reduce((sum, cell) => sum + count(cell), 0);
  const [failed, censored] = [total((cell) => cell.failed), total((cell) => cell.censored ?? 0)];
  const sizes = cells.length === 0 ? "0" : rangeText(cells.map(({ n }) => n));
  const each = cells.length > 1 ? " each" : "";
  return [
    ...(censored === 0
      ? [`n = ${sizes}${each}`]
      : [`${censored} of ${total(({ n }) => n)} never`, "got there"]),
    ...(failed === 0 ? [] : [`(${failed} failed)`]),
  ];
}

/** One number where all are the same, else the least and the largest: `10`, `8 to 10`. */
export function rangeText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? String(least) : `${least} to ${most}`;
}

/** A text with a large first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
