import { welchAnova } from "../stats/anova.js";
import type { CellMeansModel } from "../stats/cell-means-model.js";
import { kruskal } from "../stats/kruskal.js";
import { sharesBlocks, type LevelGroups } from "./level-groups.js";
import { rankedValue } from "./observe.js";
import { rankBlocks, type RanksPlace } from "./rank-blocks.js";
import type { ContrastOptions } from "./strata.js";
import type { StratumAnswer } from "./stratum-answer.js";
import type { Direction, Factor, OmnibusTest } from "./types.js";

/** From so many levels on, one model serves all contrasts, and there is a test of all levels together. */
export const SEVERAL_LEVELS = 3;

/** One factor, for one response. */
export interface LevelsQuestion {
  readonly response: string;
  readonly direction: Direction | undefined;
  readonly factor: Factor;
  /** The column of the blocks. */
  readonly block: string | undefined;
  /** True where the formula names the blocks; else they are seeds. */
  readonly namesBlock: boolean;
  /** True where any run of the response is censored. */
  readonly byRanks: boolean;
}

/** A model, and whether it is one of levels within blocks. */
export interface LevelsModel {
  readonly model: CellMeansModel;
  readonly withBlocks: boolean;
}

/** Tests that no levels differ, where there are three or more. */
export function testLevels(
  groups: LevelGroups,
  place: RanksPlace,
  { byRanks, direction, namesBlock }: LevelsQuestion,
  model: LevelsModel | undefined,
  { paired, confidence }: ContrastOptions,
): Pick<StratumAnswer, "tests" | "ranks"> {
  if (groups.present.length < SEVERAL_LEVELS) return { tests: [], ranks: [] };
  const isRanked = paired !== false && sharesBlocks(groups) && (namesBlock || byRanks);
  const beside = isRanked ? rankBlocks(groups, place, direction, confidence) : undefined;
  const first = byRanks
    ? beside === undefined
      ? [kruskalTest(groups, place)]
      : []
    : [meansTest(groups, place, model)];
  return {
    tests: [...first, ...(beside ? [beside.test] : [])],
    ranks: beside && namesBlock ? [beside.ranks] : [],
  };
}

/** By the model, else by Welch's analysis of variance. */
function meansTest(
  { present, of }: LevelGroups,
  place: RanksPlace,
  model: LevelsModel | undefined,
): OmnibusTest {
  const rows = present
    .slice(1)
    .map((_, row) => present.map((__, cell) => Number(cell === row + 1) - Number(cell === 0)));
  const found = model?.model.test(rows);
  if (found !== undefined && !Number.isNaN(found.df)) {
    const { f, df, dfResidual, p } = found;
    return { ...place, test: "F", statistic: f, df, dfResidual, p };
  }
  const groups = present.map((level) => of.get(level)!.map(({ value }) => value!));
  const { f, dfBetween, dfWithin, p } = welchAnova(groups);
  return { ...place, test: "Welch F", statistic: f, df: dfBetween, dfResidual: dfWithin, p };
}

function kruskalTest({ present, of }: LevelGroups, place: RanksPlace): OmnibusTest {
  const groups = present.map((level) => of.get(level)!.map((unit) => rankedValue(unit)!));
  const { h, df, p } = kruskal(groups);
  return { ...place, test: "Kruskal–Wallis", statistic: h, df, dfResidual: NaN, p };
}
