/** How two lists differ: items that only the first has, only the second, or both. */
export interface Edit<Item> {
  readonly kind: "removed" | "added" | "kept";
  readonly item: Item;
}

/** Lists that differ in more items are taken to share none between their common ends. */
const MOST_EDITS = 1000;

/**
 * The fewest items to be removed from one list and added to it that make the other.
 * Source: Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986).
 */
export function editScript<Item>(before: readonly Item[], after: readonly Item[]): Edit<Item>[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [
    ...asEdits("kept", before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...asEdits("kept", before.slice(before.length - tail)),
  ];
}

function middle<Item>(before: readonly Item[], after: readonly Item[]): Edit<Item>[] {
  const trace = before.length > 0 && after.length > 0 ? searchPath(before, after) : null;
  return trace
    ? followBack(before, after, trace)
    : [...asEdits("removed", before), ...asEdits("added", after)];
}

function asEdits<Item>(kind: Edit<Item>["kind"], items: readonly Item[]): Edit<Item>[] {
  return items.map((item) => ({ kind, item }));
}

/** How far each diagonal, at `k + MOST_EDITS + 1`, is reached by so many edits; null where they do not suffice. */
function searchPath<Item>(before: readonly Item[], after: readonly Item[]): Int32Array[] | null {
  const reached = new Int32Array(2 * MOST_EDITS + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= MOST_EDITS; edits += 1) {
    trace.push(reached.slice());
    for (let k = -edits; k <= edits; k += 2) {
      let x = cameDown(reached, k, edits) ? at(reached, k + 1) : at(reached, k - 1) + 1;
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      reached[k + MOST_EDITS + 1] = x;
      if (x >= before.length && x - k >= after.length) return trace;
    }
  }
  return null;
}

/** Whether the last edit on the way to a diagonal added an item. */
function cameDown(reached: Int32Array, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && at(reached, k - 1) < at(reached, k + 1));
}

function at(reached: Int32Array, k: number): number {
  return reached[k + MOST_EDITS + 1]!;
}

function followBack<Item>(
  before: readonly Item[],
  after: readonly Item[],
  trace: readonly Int32Array[],
): Edit<Item>[] {
  const found: Edit<Item>[] = [];
  let [x, y] = [before.length, after.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits]!;
    const isAdded = cameDown(reached, x - y, edits);
    const fromK = x - y + (isAdded ? 1 : -1);
    const fromX = edits === 0 ? 0 : at(reached, fromK);
    const fromY = edits === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) {
      found.push({ kind: "kept", item: before[x - 1]! });
      [x, y] = [x - 1, y - 1];
    }
    if (edits > 0)
      found.push(
        isAdded
          ? { kind: "added", item: after[fromY]! }
          : { kind: "removed", item: before[fromX]! },
      );
    [x, y] = [fromX, fromY];
  }
  return found.toReversed();
}
