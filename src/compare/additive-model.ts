import { magnitudeOf } from "../stats/f-test.js";
import { linearModel, type LinearModel } from "../stats/linear-model.js";
import { covariateOf } from "./covariate.js";
import { combine, type Effect } from "./effects.js";
import { blockNumbers } from "./level-groups.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import type { Factor, Level } from "./types.js";

/** A factor of numbers with more levels than this was sampled rather than chosen: it enters as a line. */
const MOST_CATEGORIES = 10;

/** A column of the design: 1 where every factor of a term has one level, or the place on the axis of a covariate. */
type ModelColumn =
  | { readonly kind: "levels"; readonly at: ReadonlyMap<number, Level> }
  | {
      readonly kind: "line";
      readonly position: number;
      readonly valueOf: (level: Level) => number;
    };

/** A model in which the effects of factors add up, with those interactions that the formula names. */
export interface AdditiveModel {
  readonly model: LinearModel;
  readonly isLine: (position: number) => boolean;
  /** One weight a column. */
  readonly weights: (effect: Effect) => Float64Array;
  /** The weights of the slope of a line. */
  readonly slope: (position: number) => Float64Array;
}

/** True for a factor that enters as a line: it is in no interaction, and has too many numbers to be levels. */
export function isLine(position: number, plan: Plan, { numeric, levels }: Factor): boolean {
  const crossed = plan.terms.some(
    (term) => term.factors.length > 1 && term.factors.includes(position),
  );
  return numeric && !crossed && levels.length > MOST_CATEGORIES;
}

/** How many columns the model has: effects to be told apart. */
export function countColumns(
  units: readonly Unit[],
  plan: Plan,
  factors: readonly Factor[],
): number {
  const present = presentLevels(units, factors);
  const sizes = plan.terms.map((term) => {
    if (isLine(term.factors[0]!, plan, factors[term.factors[0]!]!)) return 1;
    return term.factors.reduce((product, one) => product * (present[one]!.length - 1), 1);
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function presentLevels(units: readonly Unit[], factors: readonly Factor[]): Level[][] {
  return factors.map(({ levels }, position) => {
    const seen = new Set<Level>(units.map((unit) => unit.levels[position]!));
    return levels.filter((level) => seen.has(level));
  });
}

/** Fits the model; blocks are taken out of the data first. R: `lm(y ~ block + a + b)`. */
export function additiveModel(
  units: readonly Unit[],
  plan: Plan,
  factors: readonly Factor[],
  withBlocks: boolean,
): AdditiveModel {
  const present = presentLevels(units, factors);
  const columns = plan.terms.flatMap((term) => columnsOf(term.factors, plan, factors, present));
  const x = new Float64Array(units.length * columns.length);
  units.forEach((unit, row) => {
    columns.forEach((column, index) => {
      x[row * columns.length + index] = entryOf(column, unit);
    });
  });
  const y = Float64Array.from(units, ({ value }) => value!);
  const magnitude = magnitudeOf(y);
  const blocks = withBlocks ? blockNumbers(units) : new Int32Array(units.length);
  centreWithin(blocks, x, columns.length);
  centreWithin(blocks, y, 1);
  const df = new Set(blocks).size;
  return {
    model: linearModel(x, columns.length, y, { df, magnitude }),
    isLine: (position) => isLine(position, plan, factors[position]!),
    weights: (effect) => Float64Array.from(columns, (column) => weightOf(column, effect, present)),
    slope: (position) =>
      Float64Array.from(columns, (column) =>
        Number(column.kind === "line" && column.position === position),
      ),
  };
}

function columnsOf(
  positions: readonly number[],
  plan: Plan,
  factors: readonly Factor[],
  present: readonly (readonly Level[])[],
): ModelColumn[] {
  const [position] = positions;
  const factor = factors[position!]!;
  if (isLine(position!, plan, factor))
    return [{ kind: "line", position: position!, valueOf: covariateOf(factor).at }];
  const choices = positions.map((one) =>
    present[one]!.slice(1).map((level) => [one, level] as const),
  );
  return combine(choices).map((at) => ({ kind: "levels", at: new Map(at) }));
}

function entryOf(column: ModelColumn, { levels }: Unit): number {
  if (column.kind === "line") return column.valueOf(levels[column.position]!);
  return Number([...column.at].every(([position, level]) => levels[position] === level));
}

/** The coefficient of a column in an effect, averaged over the other factors with equal weights. */
function weightOf(
  column: ModelColumn,
  { pairs }: Effect,
  present: readonly (readonly Level[])[],
): number {
  if (column.kind === "line") return 0;
  const { at } = column;
  if (!pairs.every(({ position }) => at.has(position))) return 0;
  return [...at].reduce((product, [position, level]) => {
    const pair = pairs.find((one) => one.position === position);
    if (!pair) return product / present[position]!.length;
    return product * (Number(pair.level === level) - Number(pair.control === level));
  }, 1);
}

/** Takes the mean of each block out of every column of a matrix given row by row. */
function centreWithin(blocks: Int32Array, matrix: Float64Array, columns: number): void {
  const count = blocks.reduce((most, block) => Math.max(most, block + 1), 0);
  const sizes = new Float64Array(count);
  const means = new Float64Array(count * columns);
  for (const block of blocks) sizes[block]! += 1;
  for (const [row, block] of blocks.entries())
    for (let j = 0; j < columns; j += 1)
      means[block * columns + j]! += matrix[row * columns + j]! / sizes[block]!;
  for (const [row, block] of blocks.entries())
    for (let j = 0; j < columns; j += 1) matrix[row * columns + j]! -= means[block * columns + j]!;
}
