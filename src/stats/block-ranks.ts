import { rankWithTies } from "./ranks.js";

/** Options of the tests that rank methods within each dataset. */
export interface BlockRankOptions {
  /** True: rank 1 is the largest value, as for an accuracy. Default false: the smallest, as for a loss. */
  readonly higherIsBetter?: boolean;
}

/** Values of several methods ranked within each block. */
export interface BlockRanks {
  /** How many blocks there are: datasets, tasks, seeds. */
  readonly blocks: number;
  /** Of each method, in the order given. 1 is the best rank. */
  readonly meanRanks: readonly number[];
  /** The sum of `t^3 - t` over all groups of `t` tied values of one block. */
  readonly ties: number;
}

/** Ranks within each block. A block that lacks a value of a method makes all ranks NaN. */
export function rankBlocks(
  table: readonly ArrayLike<number>[],
  options: BlockRankOptions,
): BlockRanks {
  const blocks = table.length;
  const methods = Math.max(0, ...table.map((block) => block.length));
  const sign = options.higherIsBetter === true ? -1 : 1;
  const sums = new Float64Array(methods);
  let tied = 0;
  for (const block of table) {
    const values = Float64Array.from({ length: methods }, (_, i) => sign * (block[i] ?? NaN));
    const { ranks, ties } = rankWithTies(values);
    for (let i = 0; i < methods; i += 1) sums[i]! += ranks[i]!;
    tied += ties;
  }
  const isComplete = !sums.some(Number.isNaN);
  const meanRanks = Array.from(sums, (sum) => (isComplete ? sum / blocks : NaN));
  return { blocks, meanRanks, ties: tied };
}
