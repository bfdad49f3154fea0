import { cellMeansModel, type CellMeansModel } from "../stats/cell-means-model.js";
import { countText } from "../util/count-text.js";
import { levelKey } from "./level.js";
import type { Unit } from "./observe.js";
import { repeatsBlock } from "./strata.js";
import type { Factor, Level } from "./types.js";

/** The units of one stratum by the level of the first factor. */
export interface LevelGroups {
  /** Levels that have runs, in order. */
  readonly present: readonly Level[];
  readonly of: ReadonlyMap<Level, readonly Unit[]>;
  /** How many blocks there are; NaN where a run has none. */
  readonly blocks: number;
}

/** Groups units by their level of the first factor. */
export function groupLevels(units: readonly Unit[], { levels }: Factor): LevelGroups {
  const of = new Map<Level, Unit[]>(levels.map((level) => [level, []]));
  for (const unit of units) of.get(unit.levels[0]!)!.push(unit);
  const present = levels.filter((level) => of.get(level)!.length > 0);
  const isBlocked = units.every(({ block }) => block !== null);
  return { present, of, blocks: isBlocked ? new Set(units.map(({ block }) => block)).size : NaN };
}

/** True where levels share blocks, and none has two runs in one. */
export function sharesBlocks({ present, of, blocks }: LevelGroups): boolean {
  const groups = present.map((level) => of.get(level)!);
  const count = groups.reduce((sum, { length }) => sum + length, 0);
  return blocks < count && !groups.some(repeatsBlock);
}

/** How many units of each group are alone in their block. */
export function countAlone(groups: readonly (readonly Unit[])[]): number[] {
  const sizes = new Map<Level, number>();
  for (const { block } of groups.flat()) sizes.set(block, (sizes.get(block) ?? 0) + 1);
  const isAlone = ({ block }: Unit): boolean => block === null || sizes.get(block) === 1;
  return groups.map((group) => group.filter(isAlone).length);
}

/** Of each group, whether at least half of its units share a block: else blocks would set most of them aside. */
export function mostlyShared(groups: readonly (readonly Unit[])[]): boolean[] {
  const alone = countAlone(groups);
  return groups.map(({ length }, index) => 2 * alone[index]! <= length);
}

/** Says how many runs blocks set aside, or that they would set aside too many; nothing where none or all are alone. */
export function sharingWarnings(
  count: number,
  alone: number,
  { withBlocks, block }: { readonly withBlocks: boolean; readonly block: string },
): string[] {
  if (alone === 0 || alone === count) return [];
  const place = alone === 1 ? `is alone at its ${block}` : `are alone at their ${block}`;
  const result = withBlocks
    ? "and so without a say in the differences"
    : `too many to compare within each ${block}; { paired: true } does so by the others alone`;
  return [`Of ${countText(count, "run")} ${alone} ${place}, ${result}.`];
}

/** True where every level has a run in every block. */
export function hasAllBlocks({ present, of, blocks }: LevelGroups): boolean {
  return present.every((level) => of.get(level)!.length === blocks);
}

/** The model `level`, or `level + block`. */
export function modelOfLevels({ present, of }: LevelGroups, withBlocks: boolean): CellMeansModel {
  const units = present.flatMap((level) => of.get(level)!);
  const cells = present.flatMap((level, cell) => of.get(level)!.map(() => cell));
  return cellMeansModel(
    units.map(({ value }) => value!),
    cells,
    withBlocks ? blockNumbers(units) : null,
  );
}

/** The blocks of units as numbers. */
export function blockNumbers(units: readonly Unit[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(units, ({ block }) => {
    const key = levelKey([block]);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
}
