import { levelKey } from "../../compare/level.js";
import type { Design, Level } from "../../compare/types.js";

/** Share of a slot that its groups fill. */
const FILLED = 0.86;

/** Where levels stand along an axis: one unit apart, and within a level one place per group of further factors. */
export interface Slots {
  readonly levels: readonly Level[];
  /** Combinations of the further factors' levels; one empty combination where there are none. */
  readonly groups: readonly (readonly Level[])[];
  /** Room of one group, in units of a level's slot. */
  readonly room: number;
  /** The middle of a group's place; levels are those of all factors. */
  place(levels: readonly Level[]): number;
}

/** Lays out the levels of a design with at least one factor. */
export function levelSlots({ factors }: Pick<Design, "factors">): Slots {
  const [first, ...further] = factors;
  const levels = first?.levels ?? [];
  const groups = combinations(further.map((factor) => factor.levels));
  const level = indexBy(levels.map((one) => [one]));
  const group = indexBy(groups);
  const room = groups.length === 1 ? 1 : FILLED / groups.length;
  return {
    levels,
    groups,
    room,
    place: (at) => level(at.slice(0, 1)) + (group(at.slice(1)) - (groups.length - 1) / 2) * room,
  };
}

function combinations(factors: readonly (readonly Level[])[]): Level[][] {
  return factors.reduce<Level[][]>(
    (rows, levels) => rows.flatMap((row) => levels.map((level) => [...row, level])),
    [[]],
  );
}

function indexBy(rows: readonly (readonly Level[])[]): (row: readonly Level[]) => number {
  const index = new Map(rows.map((row, i) => [levelKey(row), i]));
  return (row) => index.get(levelKey(row)) ?? 0;
}
