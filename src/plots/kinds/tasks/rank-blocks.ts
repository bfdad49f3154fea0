import { levelKey } from "../../../compare/level.js";
import type { Direction, Level, Observation } from "../../../compare/types.js";
import { friedman, type Friedman } from "../../../stats/friedman.js";
import { mean } from "../../../stats/mean.js";
import { nemenyi, type Nemenyi } from "../../../stats/nemenyi.js";
import { groupBy } from "../../../util/group-by.js";

/** Levels ranked within each block. */
export interface RankedBlocks {
  readonly nemenyi: Nemenyi;
  readonly friedman: Friedman;
  /** Blocks that lack a level, and are left out. */
  readonly incomplete: number;
}

/** Ranks the levels of the first factor within each block, several runs of one level in a block by their mean. */
export function rankedBlocks(
  observations: readonly Observation[],
  levels: readonly Level[],
  { direction, confidence }: { readonly direction: Direction; readonly confidence: number },
): RankedBlocks {
  const blocks = [...groupBy(observations, ({ block }) => levelKey([block])).values()];
  const table = blocks.map((block) => {
    const byLevel = groupBy(block, (one) => levelKey(one.levels.slice(0, 1)));
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
