import { Comparison, type ComparisonParts } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import type { Factor, Level } from "../../compare/types.js";
import { MAX_STYLED_LEVELS } from "../look/level-style.js";
import { rankLevels } from "./rank-levels.js";
import { capital } from "./words.js";

/** A comparison cut to the levels that are drawn. */
export interface KeptLevels {
  readonly comparison: Comparison;
  /** What was left out, and the order of the rest where it is not their own, for a subtitle; else empty. */
  readonly note: string;
}

/**
 * Cuts the first factor to its control and its best levels, or its first ones where better is not known. More levels than
 * have colours of their own come in the order of their estimates, the control first, unless they are numbers.
 */
export function keepBestLevels(comparison: Comparison, most: number): KeptLevels {
  const [factor] = comparison.design.factors;
  const count = factor?.levels.length ?? 0;
  if (factor === undefined || count <= Math.min(most, MAX_STYLED_LEVELS))
    return { comparison, note: "" };
  const ranked = rankLevels(comparison, 0);
  const order = orderedLevels(factor, ranked);
  const isSorted = ranked.length > 0 && !factor.numeric;
  const kept = (ranked.length > 0 ? orderedLevels({ ...factor, numeric: false }, ranked) : order)
    .slice(0, most)
    .map((level) => levelKey([level]));
  const keys = new Set(kept);
  const which = ranked.length > 0 ? `The control and the best ${most - 1}` : `The first ${most}`;
  const cut = count > most ? `${which} of ${count} levels are drawn` : "";
  const sorted = isSorted ? "the best come first after the control" : "";
  return {
    comparison: withLevels(
      comparison,
      order.filter((level) => keys.has(levelKey([level]))),
    ),
    note: capital([cut, sorted].filter((part) => part !== "").join("; ")),
  };
}

/** The control, the best ones, and those without an estimate; numbers in their own order. */
function orderedLevels({ levels, numeric }: Factor, ranked: readonly Level[]): readonly Level[] {
  if (numeric || ranked.length === 0) return levels;
  const all = [levels[0] ?? null, ...ranked, ...levels];
  return [...new Map(all.map((level) => [levelKey([level]), level])).values()];
}

/** The comparison with these levels of its first factor, in this order. */
function withLevels(comparison: Comparison, levels: readonly Level[]): Comparison {
  const [factor, ...further] = comparison.design.factors;
  const place = new Map(levels.map((level, i) => [levelKey([level]), i]));
  const placeOf = (level: Level | undefined): number => place.get(levelKey([level ?? null])) ?? -1;
  const kept = <Entry>(entries: readonly Entry[], levelOf: (entry: Entry) => Level | undefined) =>
    entries
      .filter((entry) => placeOf(levelOf(entry)) >= 0)
      .toSorted((a, b) => placeOf(levelOf(a)) - placeOf(levelOf(b)));
  return new Comparison({
    ...partsOf(comparison),
    design: { ...comparison.design, factors: [{ ...factor!, levels }, ...further] },
    cells: kept(comparison.cells, ({ levels: own }) => own[0]),
    observations: kept(comparison.observations, ({ levels: own }) => own[0]),
    failures: kept(comparison.failures, ({ levels: own }) => own[0]),
    differences: kept(comparison.differences, ({ level }) => level),
    averages: kept(comparison.averages, ({ level }) => level),
  });
}

function partsOf(comparison: Comparison): ComparisonParts {
  const { formula, design, observations, failures, cells, differences, averages } = comparison;
  const { omnibus, ranks, estimates, contrasts, pooled, tests } = comparison;
  const { verdict, summary, warnings } = comparison;
  return {
    formula,
    design,
    observations,
    failures,
    cells,
    differences,
    averages,
    omnibus,
    ranks,
    estimates,
    contrasts,
    pooled,
    tests,
    verdict,
    summary,
    warnings,
  };
}
