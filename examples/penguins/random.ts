/** A stream of numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/**
 * Mulberry32, a generator of 32 bits. The purpose keeps streams of one seed apart: what a split draws does not
 * depend on what a model drew before it.
 */
export function createRandom(seed: number, purpose: string): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  for (const character of purpose) state = Math.imul(state ^ character.charCodeAt(0), 0x85ebca6b);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The numbers below `count` in a random order (Fisher and Yates). */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
