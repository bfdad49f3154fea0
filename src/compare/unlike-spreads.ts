import { fUpper } from "../stats/f-distribution.js";
import { variance } from "../stats/variance.js";
import { pairBySeed } from "./contrast.js";
import type { LevelGroups } from "./level-groups.js";

/** Fewer pairs say too little of how differences vary. */
const FEWEST_PAIRS = 3;

/** One standard deviation this many times another is never pooled with it. */
const UNLIKE = 3;

/** How often differences that vary alike may seem not to, were there two of them. */
const CHANCE = 0.05;

/**
 * True where the differences between some two levels vary more than those between two others, so that one variance for
 * all would be too small for the first: at 5 blocks and three levels, of which one is noisy, it finds 13% differences where
 * there are none. The limit is three times the standard deviation, and less where many blocks make less a sure sign.
 */
export function areSpreadsUnlike({ present, of }: LevelGroups): boolean {
  const spreads = present.flatMap((level, index) =>
    present.slice(0, index).flatMap((other) => {
      const pairs = pairBySeed(of.get(level)!, of.get(other)!);
      const square = variance(pairs.map(([a, b]) => a - b));
      return pairs.length < FEWEST_PAIRS ? [] : [{ square, df: pairs.length - 1 }];
    }),
  );
  if (spreads.length < 2) return false;
  const least = spreads.reduce((a, b) => (b.square < a.square ? b : a));
  const most = spreads.reduce((a, b) => (b.square > a.square ? b : a));
  const ratio = most.square / least.square;
  return ratio > UNLIKE ** 2 || fUpper(ratio, most.df, least.df) < CHANCE / 2;
}
