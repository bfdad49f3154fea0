import type { TreePartition } from "./tree-partition.js";

/** What a leaf adds to a marginal over the features left out: its value times the probability of its box in them. */
function contribution(partition: TreePartition, leaf: number, within: number): number {
  // A box without probability, by rounding, adds nothing; `within` might be 0 there.
  const weight = partition.weights[leaf]!;
  return weight === 0 ? 0 : (partition.values[leaf]! * weight) / within;
}

/** Adds a value to the cells of a set. `change` holds the steps between neighbouring cells. */
function addToSet(
  change: Float64Array,
  partition: TreePartition,
  set: number,
  value: number,
): void {
  const { setSpans, spans } = partition;
  for (let k = setSpans[set]!; k < setSpans[set + 1]!; k += 1) {
    change[spans[2 * k]!]! += value;
    change[spans[2 * k + 1]!]! -= value;
  }
}

/** The mean square over the cells of a function of mean 0, from its steps. */
function meanSquare(change: Float64Array, cells: Float64Array): number {
  let value = 0;
  let sum = 0;
  for (let cell = 0; cell < cells.length; cell += 1) {
    value += change[cell]!;
    sum += cells[cell]! * value * value;
  }
  return sum;
}

/** The variance of a tree's marginal over all features but one. Exact, in time linear in the leaves and cells. */
export function mainVariance(partition: TreePartition, feature: number): number {
  const { cells, sets, setWeights } = partition;
  if (!partition.isSplit[feature]!) return 0;
  const change = new Float64Array(cells[feature]!.length + 1);
  for (let leaf = 0; leaf < partition.values.length; leaf += 1) {
    const set = sets[leaf * cells.length + feature]!;
    addToSet(change, partition, set, contribution(partition, leaf, setWeights[set]!));
  }
  return meanSquare(change, cells[feature]!);
}

/** The leaves that begin and end at each cell of one feature. */
interface Sweep {
  /** What happens at cell `c` lies from `starts[c]` up to `starts[c + 1]`. */
  readonly starts: Int32Array;
  /** A leaf that begins, or the complement (`~leaf`) of one that ends. */
  readonly events: Int32Array;
}

/** Calls `visit` with each cell of the feature at which a leaf begins, or ends as its complement. */
function eachEvent(
  partition: TreePartition,
  feature: number,
  visit: (cell: number, event: number) => void,
): void {
  const { cells, sets, setSpans, spans } = partition;
  for (let leaf = 0; leaf < partition.values.length; leaf += 1) {
    const set = sets[leaf * cells.length + feature]!;
    for (let k = setSpans[set]!; k < setSpans[set + 1]!; k += 1) {
      visit(spans[2 * k]!, leaf);
      visit(spans[2 * k + 1]!, ~leaf);
    }
  }
}

/** Sorts the beginnings and ends of the leaves by cell, by counting. */
function sweepOf(partition: TreePartition, feature: number): Sweep {
  const starts = new Int32Array(partition.cells[feature]!.length + 2);
  eachEvent(partition, feature, (cell) => (starts[cell + 1]! += 1));
  for (let cell = 1; cell < starts.length; cell += 1) starts[cell]! += starts[cell - 1]!;
  const events = new Int32Array(starts.at(-1)!);
  const next = starts.slice();
  eachEvent(partition, feature, (cell, event) => {
    events[next[cell]!] = event;
    next[cell]! += 1;
  });
  return { starts, events };
}

/** The variance of the marginal over all features but two: the first is swept cell by cell. */
function jointVariance(
  partition: TreePartition,
  sweep: Sweep,
  first: number,
  second: number,
): number {
  const { cells, sets, setWeights } = partition;
  const change = new Float64Array(cells[second]!.length + 1);
  let variance = 0;
  for (let cell = 0; cell < cells[first]!.length; cell += 1) {
    for (let i = sweep.starts[cell]!; i < sweep.starts[cell + 1]!; i += 1) {
      const event = sweep.events[i]!;
      const leaf = event < 0 ? ~event : event;
      const set = sets[leaf * cells.length + second]!;
      const within = setWeights[sets[leaf * cells.length + first]!]! * setWeights[set]!;
      const value = contribution(partition, leaf, within);
      addToSet(change, partition, set, event < 0 ? -value : value);
    }
    const weight = cells[first]![cell]!;
    if (weight > 0) variance += weight * meanSquare(change, cells[second]!);
  }
  return variance;
}

/**
 * The variance of what each pair of features does together beyond what both do alone. Exact.
 *
 * @param pairs - indexes of features; faster where pairs with the same first feature follow one another.
 * @param main - the variance of each feature alone.
 */
export function pairVariances(
  partition: TreePartition,
  pairs: readonly (readonly [number, number])[],
  main: ArrayLike<number>,
): Float64Array {
  let swept = -1;
  let sweep: Sweep | undefined;
  return Float64Array.from(pairs, ([first, second]) => {
    if (!partition.isSplit[first]! || !partition.isSplit[second]!) return 0;
    if (sweep === undefined || swept !== first) sweep = sweepOf(partition, first);
    swept = first;
    const joint = jointVariance(partition, sweep, first, second);
    return Math.max(0, joint - main[first]! - main[second]!);
  });
}
