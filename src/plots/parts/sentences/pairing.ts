import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Contrast } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";
import { listWords } from "../../../util/list-words.js";
import { contrastParts } from "../contrast-words.js";
import { rangeText } from "../words.js";
import { sizeWords } from "./sizes.js";

/** More contrasts than this are told by the range of their pairs. */
const MOST_NAMED = 3;

/** `n = 8 runs per level, paired by seed`: sizes and pairing. */
export function sizeAndPairing(comparison: Comparison): string {
  return [sizeWords(comparison), pairingWords(comparison)].filter((part) => part !== "").join(", ");
}

function pairingWords({ design, differences }: Comparison): string {
  if (differences.length === 0 || design.block === undefined) return "";
  const paired = differences.filter((one) => one.paired).length;
  if (paired === 0) return "not paired";
  return paired === differences.length
    ? `paired by ${design.block}`
    : `paired by ${design.block} where levels share seeds`;
}

/**
 * What contrasts rest on where blocks lack a level, as a run of theirs failed: fewer pairs than their levels have values, or
 * a model that adjusts for it. Empty where every contrast rests on all.
 */
export function pairsSentences(comparison: Comparison): string[] {
  const { design, differences } = comparison;
  const fewer = differences.filter(
    (one) => Number.isFinite(one.difference) && one.n < valuesOf(one, comparison),
  );
  const pairs = fewer.filter(({ method, paired }) => paired && method !== "additive model");
  const isAdjusted = fewer.some(({ method }) => method === "additive model");
  return [
    pairs.length === 0 ? "" : pairsText(pairs, comparison),
    isAdjusted
      ? `Differences are adjusted for ${design.block}, as not every ${design.block} has every level`
      : "",
  ];
}

function pairsText(pairs: readonly Contrast[], { design }: Comparison): string {
  if (pairs.length > MOST_NAMED || design.facets.length > 0 || design.responses.length > 1)
    return `Failures leave ${pairs.length} of the contrasts with fewer pairs than n: ${rangeText(pairs.map(({ n }) => n))}`;
  const texts = pairs.map((one) => {
    const [what, where] = contrastParts(one, design);
    return `${what}${where === "" ? "" : ` at ${where}`} rests on ${countText(one.n, "pair")}`;
  });
  return listWords(texts);
}

/** Values of that one of the two levels which has more; of several factors nothing is said. */
function valuesOf(contrast: Contrast, { cells, design }: Comparison): number {
  const term = design.terms.find(({ name }) => name === contrast.term);
  const [position, ...more] = term?.factors ?? [];
  if (!contrast.paired || term === undefined || position === undefined || more.length > 0) return 0;
  const here = cells.filter(
    (cell) =>
      cell.response === contrast.response &&
      levelKey(cell.facets) === levelKey(contrast.facets) &&
      term.within.every((one, i) => cell.levels[one] === contrast.within[i]) &&
      [contrast.level, contrast.control].includes(cell.levels[position] ?? null),
  );
  return term.within.length === design.factors.length - 1
    ? Math.max(0, ...here.map(({ n }) => n))
    : 0;
}
