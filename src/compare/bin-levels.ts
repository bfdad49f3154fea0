import type { Factor, Level } from "./types.js";

/** Significant digits of a bin's width to which its edges are rounded. */
const DIGITS = 3;
const MOST_DIGITS = 17;

/**
 * Puts numbers into bins of equal width between the smallest and the largest: `0 – 10`, `10 – 20`; a number on an edge is in
 * the upper bin. Inner edges are rounded to 1% of a bin or finer, so that their texts are the edges themselves, outer ones
 * are written as far outwards; bins without a number are left out.
 */
export function binLevels(
  values: readonly (number | null)[],
  bins: number,
): Pick<Factor, "levels" | "numeric"> & { readonly perRun: readonly Level[] } {
  const edges = binEdges(
    values.filter((value) => value !== null),
    bins,
  );
  const ends = edgeTexts(edges);
  const texts = ends.slice(1).map((end, bin) => `${ends[bin]!} – ${end}`);
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
  const digits = digitsOf(edge, width);
  return digits < 1 ? 0 : Number(edge.toPrecision(digits));
}

function digitsOf(edge: number, width: number): number {
  const digits = edge === 0 ? 0 : magnitude(Math.abs(edge)) - magnitude(width) + DIGITS;
  return Math.min(digits, MOST_DIGITS);
}

function magnitude(size: number): number {
  return Math.floor(Math.log10(size));
}

/** What the edges are called: the smallest number is rounded down and the largest up, to one digit at least. */
function edgeTexts(edges: readonly number[]): string[] {
  const last = edges.length - 1;
  const width = edges[last]! / last - edges[0]! / last;
  return edges.map((edge, i) => {
    if (i > 0 && i < last) return String(edge);
    return String(width > 0 ? outwards(edge, digitsOf(edge, width), i === 0 ? -1 : 1) : edge);
  });
}

function outwards(edge: number, wanted: number, sign: -1 | 1): number {
  if (edge === 0) return 0;
  const digits = Math.max(1, wanted);
  const rounded = Number(edge.toPrecision(digits));
  if (sign * (rounded - edge) >= 0) return rounded;
  const step = 10 ** (magnitude(Math.abs(edge)) - digits + 1);
  return Number((rounded + sign * step).toPrecision(digits));
}

function binOf(edges: readonly number[], value: number): number {
  const above = edges.findIndex((edge) => edge > value);
  return above < 0 ? edges.length - 2 : above - 1;
}
