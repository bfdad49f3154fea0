import type { Comparison } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import { groupBy } from "../../util/group-by.js";
import type { Level } from "../../compare/types.js";
import { mean } from "../../stats/mean.js";

/**
 * The levels of a factor that have estimates, the best first, by the first response on average over everything else;
 * none where the direction of the response is not known.
 *
 * @param factor position among the comparison's factors
 */
export function rankLevels({ cells, design }: Comparison, factor: number): Level[] {
  const response = design.responses[0];
  if (response?.direction === undefined) return [];
  const sign = response.direction === "up" ? 1 : -1;
  const usable = cells.filter(
    (cell) => cell.response === response.name && Number.isFinite(cell.estimate),
  );
  const groups = [
    ...groupBy(usable, ({ levels }) => levelKey(levels.slice(factor, factor + 1))).values(),
  ];
  const scored = groups.map((group) => ({
    level: group[0]?.levels[factor] ?? null,
    score: sign * mean(group.map(({ estimate }) => estimate)),
  }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ level }) => level);
}

/** The best level of a factor, where one can be told. */
export function bestLevel(comparison: Comparison, factor: number): Level[] {
  return rankLevels(comparison, factor).slice(0, 1);
}
