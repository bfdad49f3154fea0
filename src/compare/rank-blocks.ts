import { friedman, type Friedman } from "../stats/friedman.js";
import { mean } from "../stats/mean.js";
import { nemenyi, type Nemenyi } from "../stats/nemenyi.js";
import { groupBy } from "../util/group-by.js";
import { levelKey } from "./level.js";
import type { LevelGroups } from "./level-groups.js";
import { rankedValue } from "./observe.js";
import type { Direction, Level, MeanRanks, OmnibusTest } from "./types.js";

/** Friedman's test and the mean ranks that go with it. */
export interface BlockRanks {
  readonly test: OmnibusTest;
  readonly ranks: MeanRanks;
}

export type RanksPlace = Pick<OmnibusTest, "response" | "facets" | "term" | "within">;

/** A value of a level in a block, or one of several. */
export interface BlockValue {
  readonly level: Level;
  readonly block: Level;
  readonly value: number;
}

/** Levels ranked within each block. */
export interface RankedBlocks {
  readonly nemenyi: Nemenyi;
  readonly friedman: Friedman;
  /** Blocks that lack a level, and are left out. */
  readonly incomplete: number;
}

/** The least for which an average rank says anything. */
export const FEWEST_BLOCKS = 2;

/** Ranks levels within each block that has all of them, several values of one level in a block by their mean. */
export function rankWithinBlocks(
  values: readonly BlockValue[],
  levels: readonly Level[],
  direction: Direction | undefined,
  confidence: number,
): RankedBlocks {
  const known = values.filter(({ block }) => block !== null);
  const blocks = [...groupBy(known, ({ block }) => levelKey([block])).values()];
  const table = blocks.map((block) => {
    const byLevel = groupBy(block, ({ level }) => levelKey([level]));
    return levels.map((level) =>
      mean((byLevel.get(levelKey([level])) ?? []).map(({ value }) => value)),
    );
  });
  const whole = table.filter((row) => !row.some(Number.isNaN));
  const higherIsBetter = direction === "up";
  return {
    nemenyi: nemenyi(whole, { higherIsBetter, alpha: 1 - confidence }),
    friedman: friedman(whole, { higherIsBetter }),
    incomplete: table.length - whole.length,
  };
}

/** Ranks the levels of a stratum within its blocks; undefined for fewer than two that have every level. */
export function rankBlocks(
  { present, of }: LevelGroups,
  place: RanksPlace,
  direction: Direction | undefined,
  confidence: number,
): BlockRanks | undefined {
  const values = present.flatMap((level) =>
    of.get(level)!.map((unit) => ({ level, block: unit.block, value: rankedValue(unit)! })),
  );
  const found = rankWithinBlocks(values, present, direction, confidence);
  const { blocks, meanRanks, criticalDifference, cliques } = found.nemenyi;
  if (blocks < FEWEST_BLOCKS) return undefined;
  const { chiSquare, df, p } = found.friedman;
  const { response, facets, within } = place;
  return {
    test: { ...place, test: "Friedman", statistic: chiSquare, df, dfResidual: NaN, p },
    ranks: {
      response,
      facets,
      within,
      blocks,
      levels: present,
      meanRanks,
      criticalDifference,
      cliques: cliques.map((clique) => clique.map((index) => present[index]!)),
    },
  };
}
