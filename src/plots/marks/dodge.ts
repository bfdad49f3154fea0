/**
 * Positions near the wanted ones, at least `gap` apart and within [0, length], in the same order. Neighbours that
 * collide form a block around the mean of what they want, which is the least sum of squared moves. Where all
 * together need more room than there is, they are spread evenly beyond the end.
 */
export function dodge(wanted: readonly number[], gap: number, length: number): number[] {
  const order = wanted.map((_, i) => i).toSorted((a, b) => at(wanted, a) - at(wanted, b) || a - b);
  const out = wanted.map(() => 0);
  let next = 0;
  for (const block of blocks(
    order.map((i) => at(wanted, i)),
    gap,
    length,
  )) {
    for (let k = 0; k < block.count; k++) out[at(order, next++)] = block.start + k * gap;
  }
  return out;
}

interface Block {
  readonly sum: number;
  readonly count: number;
  readonly start: number;
}

function blocks(sorted: readonly number[], gap: number, length: number): Block[] {
  const done: Block[] = [];
  for (const position of sorted) {
    let block = makeBlock(position, 1, gap, length);
    for (
      let last = done.at(-1);
      last && last.start + last.count * gap > block.start;
      last = done.at(-1)
    ) {
      done.pop();
      // Each member wants its position less its place in the block.
      const sum = last.sum + block.sum - block.count * last.count * gap;
      block = makeBlock(sum, last.count + block.count, gap, length);
    }
    done.push(block);
  }
  return done;
}

function makeBlock(sum: number, count: number, gap: number, length: number): Block {
  const latest = length - (count - 1) * gap;
  return { sum, count, start: Math.max(0, Math.min(latest, sum / count)) };
}

function at(values: readonly number[], i: number): number {
  return values[i] ?? 0;
}
