import { blockNoun } from "../../../compare/block-noun.js";
import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import { spread } from "../../../util/spread.js";
import type { CappedObservations } from "../../parts/cap-observations.js";

/** Keeps the runs of at most so many blocks, all levels of each, so that no line is broken. */
export function capLines({ observations, design }: Comparison, most: number): CappedObservations {
  const blocks = [...new Set(observations.map(({ block }) => levelKey([block])))];
  if (blocks.length <= most) return { observations, note: "" };
  const kept = new Set(spread(blocks, most));
  return {
    observations: observations.filter(({ block }) => kept.has(levelKey([block]))),
    note: `Lines show ${kept.size} of ${blocks.length} ${blockNoun(design.block ?? "seed")}s; means are of all`,
  };
}
