import type { Factor, Level } from "./types.js";

/** Significant digits of a bin's width to which its edges are rounded. */
const DIGITS = 3;
const MOST_DIGITS = 17;

/**
 * Puts numbers into bins of equal width between the smallest and the largest: `[0, 10)`, `[10, 20]`. Edges are rounded
 * to 1% of a bin or finer, so that their texts are the edges themselves; bins without a number are left out.
 */
export function binLevels(
  values: readonly (number | null)[],
  bins: number,
): Pick<Factor, "levels" | "numeric"> & { readonly perRun: readonly Level[] } {
  const edges = binEdges(
    values.filter((value) => value !== null),
    bins,
  );
  const texts = edges.slice(1).map((_, bin) => binText(edges, bin));
  const perRun = values.map((value) => (value === null ? null : texts[binOf(edges, value)]!));
  const used = new Set<Level>(perRun);
  return { levels: [...texts, null].filter((text) => used.has(text)), perRun, numeric: false };
}

function binEdges(numbers: readonly number[], bins: number): number[] {
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(least < most)) return [least, most];
  const width = most / bins - least / bins;
  const inner = Array.from({ length: bins - 1 }, (_, index) => {
    const share = (index + 1) / bins;
    return round(least * (1 - share) + most * share, width);
  });
  const between = inner.filter((edge) => edge > least && edge < most);
  return [...new Set([least, ...between, most])];
}

/** To so many digits that the last one counts a hundredth of the width, or less. */
function round(edge: number, width: number): number {
  const magnitude = (size: number): number => Math.floor(Math.log10(size));
  const digits = edge === 0 ? 0 : magnitude(Math.abs(edge)) - magnitude(width) + DIGITS;
  return digits < 1 ? 0 : Number(edge.toPrecision(Math.min(digits, MOST_DIGITS)));
}

function binText(edges: readonly number[], bin: number): string {
  const isLast = bin === edges.length - 2;
  return `[${edges[bin]!}, ${edges[bin + 1]!}${isLast ? "]" : ")"}`;
}

function binOf(edges: readonly number[], value: number): number {
  const above = edges.findIndex((edge) => edge > value);
  return above < 0 ? edges.length - 2 : above - 1;
}
