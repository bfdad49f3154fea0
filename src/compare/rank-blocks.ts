import { friedman } from "../stats/friedman.js";
import { nemenyi } from "../stats/nemenyi.js";
import type { LevelGroups } from "./level-groups.js";
import { rankedValue } from "./observe.js";
import type { Direction, MeanRanks, OmnibusTest } from "./types.js";

/** Friedman's test and the mean ranks that go with it. */
export interface BlockRanks {
  readonly test: OmnibusTest;
  readonly ranks: MeanRanks;
}

export type RanksPlace = Pick<OmnibusTest, "response" | "facets" | "term" | "within">;

/** The least for which an average rank says anything. */
const FEWEST_BLOCKS = 2;

/** Ranks the levels within every block that has all of them; undefined for fewer than two such blocks. */
export function rankBlocks(
  { present, of }: LevelGroups,
  place: RanksPlace,
  direction: Direction | undefined,
  confidence: number,
): BlockRanks | undefined {
  const columns = present.map(
    (level) => new Map(of.get(level)!.map((unit) => [unit.block, rankedValue(unit)!])),
  );
  const blocks = [...(columns[0]?.keys() ?? [])].filter(
    (block) => block !== null && columns.every((column) => column.has(block)),
  );
  if (blocks.length < FEWEST_BLOCKS) return undefined;
  const table = blocks.map((block) => columns.map((column) => column.get(block)!));
  const higherIsBetter = direction === "up";
  const { chiSquare, df, p } = friedman(table, { higherIsBetter });
  const found = nemenyi(table, { higherIsBetter, alpha: 1 - confidence });
  const { response, facets, within } = place;
  return {
    test: { ...place, test: "Friedman", statistic: chiSquare, df, dfResidual: NaN, p },
    ranks: {
      response,
      facets,
      within,
      blocks: blocks.length,
      levels: present,
      meanRanks: found.meanRanks,
      criticalDifference: found.criticalDifference,
      cliques: found.cliques.map((clique) => clique.map((index) => present[index]!)),
    },
  };
}
