/** What places the points of one column side by side. All in px. */
export interface SwarmOptions {
  /** Distance at which two points just touch. */
  readonly diameter: number;
  /** The farthest a point may be put from the column's middle. */
  readonly reach: number;
}

/**
 * Offsets from a column's middle, one per position along it, such that points do not cover each other: a bee
 * swarm. Points that find no room within reach go where they cover the others least.
 */
export function swarmOffsets(positions: readonly number[], options: SwarmOptions): number[] {
  const { diameter, reach } = options;
  const order = positions
    .map((_, i) => i)
    .toSorted((a, b) => at(positions, a) - at(positions, b) || a - b);
  const offsets = positions.map(() => 0);
  const candidates = candidateOffsets(diameter, reach);
  const placed: number[] = [];
  for (const i of order) {
    const near = placed.filter((j) => at(positions, i) - at(positions, j) < diameter);
    const free = candidates.find((offset) =>
      near.every((j) => distance(i, offset, j) >= 0.99 * diameter),
    );
    offsets[i] = free ?? roomiest(candidates, (offset) => nearest(i, offset, near));
    placed.push(i);
  }
  return offsets;

  function distance(i: number, offset: number, j: number): number {
    return Math.hypot(offset - at(offsets, j), at(positions, i) - at(positions, j));
  }

  function nearest(i: number, offset: number, near: readonly number[]): number {
    return Math.min(...near.map((j) => distance(i, offset, j)));
  }
}

function roomiest(candidates: readonly number[], room: (offset: number) => number): number {
  const rooms = candidates.map(room);
  return at(candidates, rooms.indexOf(Math.max(...rooms)));
}

/** 0, then steps to the right and left, ever farther. */
function candidateOffsets(diameter: number, reach: number): number[] {
  const candidates = [0];
  for (let offset = diameter / 2; offset <= reach; offset += diameter / 2)
    candidates.push(offset, -offset);
  return candidates;
}

function at(values: readonly number[], i: number): number {
  return values[i] ?? 0;
}
