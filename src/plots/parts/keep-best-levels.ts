import { Comparison, type ComparisonParts } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import { rankLevels } from "./rank-levels.js";

/** A comparison cut to the levels that are drawn. */
export interface KeptLevels {
  readonly comparison: Comparison;
  /** What was left out, for a subtitle; empty where nothing was. */
  readonly note: string;
}

/** Cuts the first factor to its control and its best levels, or its first ones where better is not known. */
export function keepBestLevels(comparison: Comparison, most: number): KeptLevels {
  const [factor, ...further] = comparison.design.factors;
  if (factor === undefined || factor.levels.length <= most) return { comparison, note: "" };
  const ranked = rankLevels(comparison, 0);
  const candidates = ranked.length > 0 ? ranked : factor.levels;
  const chosen = new Set(
    [factor.levels[0] ?? null, ...candidates].map((level) => levelKey([level])),
  );
  const keys = new Set([...chosen].slice(0, most));
  const kept = { ...factor, levels: factor.levels.filter((level) => keys.has(levelKey([level]))) };
  const which = ranked.length > 0 ? "The control and the best" : "The first";
  const count = ranked.length > 0 ? most - 1 : most;
  return {
    comparison: new Comparison({
      ...partsOf(comparison),
      design: { ...comparison.design, factors: [kept, ...further] },
      cells: comparison.cells.filter(({ levels }) => keys.has(levelKey(levels.slice(0, 1)))),
      observations: comparison.observations.filter(({ levels }) =>
        keys.has(levelKey(levels.slice(0, 1))),
      ),
      differences: comparison.differences.filter(({ level }) => keys.has(levelKey([level]))),
      averages: comparison.averages.filter(({ level }) => keys.has(levelKey([level]))),
    }),
    note: `${which} ${count} of ${factor.levels.length} levels are drawn`,
  };
}

function partsOf(comparison: Comparison): ComparisonParts {
  const { formula, design, observations, cells, differences, averages, omnibus, ranks } =
    comparison;
  const { estimates, contrasts, pooled, tests, verdict, summary, warnings } = comparison;
  return {
    formula,
    design,
    observations,
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
