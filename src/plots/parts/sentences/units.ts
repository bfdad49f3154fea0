import { blockNoun } from "../../../compare/block-noun.js";
import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Design, Level } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";

type Averages = Pick<Design, "averagedOver" | "block">;

/** What one value of a comparison is: a run, or a seed or a block such as `dataset` whose runs were averaged. */
export function unitOfValues({ averagedOver, block }: Averages): string {
  const isAveraged = averagedOver.some((note) => /^(mean|median) (of|over)/.test(note));
  return isAveraged && block !== undefined ? blockNoun(block) : "run";
}

/** True where the runs of a block were averaged, and those that failed left out of the mean. */
export function areBlockMeans({ averagedOver }: Pick<Design, "averagedOver">): boolean {
  return averagedOver.some((note) => /^(mean|median) of/.test(note));
}

/** `8 seeds`; what has no plural of its own says what it is: `3 blocks (levels of lr)`. */
export function blocksText(count: number, block: string): string {
  const noun = blockNoun(block);
  return noun === "block" && block !== "block"
    ? `${countText(count, noun)} (levels of ${block})`
    : countText(count, noun);
}

/** `24 runs`, or `8 seeds` however many levels each of them has: what the values of the first response come from. */
export function valuesText({ cells, design, observations }: Comparison): string {
  const [response] = design.responses;
  const isOwn = (one: { readonly response: string }): boolean => one.response === response?.name;
  const [known, own] = [observations.filter(isOwn), cells.filter(isOwn)];
  const unit = unitOfValues(design);
  if (unit === "run") {
    const never = own.reduce((sum, { censored }) => sum + censored, 0);
    return countText(known.length + never, unit);
  }
  // Censored values are in no observation, but in the size of their cell.
  const most = Math.max(0, ...own.map(({ n }) => n));
  return countText(Math.max(distinctBlocks(known), most), unit);
}

/** How many blocks there are among entries of several levels. */
export function distinctBlocks(entries: readonly { readonly block: Level }[]): number {
  return new Set(entries.map(({ block }) => levelKey([block]))).size;
}
