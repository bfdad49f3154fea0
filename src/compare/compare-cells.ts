import { cellMeansModel, type CellMeansModel } from "../stats/cell-means-model.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import {
  blockContrast,
  blockGrid,
  blockNote,
  blockTest,
  effectsInBlocks,
  type BlockEffects,
  type BlockGrid,
} from "./block-effects.js";
import { flipTest } from "./contrast.js";
import {
  combine,
  effectsNotPaired,
  effectsOf,
  placeOfEffect,
  withinOf,
  type Effect,
  type EffectsQuestion,
  type TermEffects,
} from "./effects.js";
import { blockNumbers, countAlone, mostlyShared, sharingWarnings } from "./level-groups.js";
import { levelKey } from "./level.js";
import { refuseEmptyCells } from "./refuse-empty-cells.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import { repeatsBlock, type ContrastOptions, type Stratum } from "./strata.js";
import type { StratumAnswer } from "./stratum-answer.js";
import type { Contrast, Level, OmnibusTest } from "./types.js";
import { factorText } from "./wording.js";

/** A cell of the model: its units. */
type Cell = readonly Unit[];

/**
 * The main effects of crossed and nested factors and their interactions within a stratum. Effects are averaged over the
 * other factors with equal weights, those of a nested factor over its own levels.
 *
 * Where every block has all cells of an effect, it is computed in each block, and its error is how it differs between
 * them. R: `aov(y ~ a * b + Error(block / (a * b)))`, each contrast with an error of its own. Else by a linear model with a
 * mean for each cell, and one for each block where cells share blocks. R: `lm(y ~ block + a * b)` with `emmeans`.
 *
 * @throws CeterisError `COMPARE` where crossed factors have a cell without a finished run.
 */
export function compareCellMeans(
  stratum: Stratum,
  plan: Plan,
  question: EffectsQuestion,
  options: ContrastOptions,
): StratumAnswer {
  const { factors, response } = question;
  const cells = [...groupBy(stratum.units, (unit) => keyOf(unit, plan.factors)).values()];
  refuseEmptyCells(stratum.units, plan, factors);
  const found = effectsOf(stratum.units, plan, factors, options);
  const effects = found.flatMap((one) => one.effects);
  const { model, grid } = chooseModel(cells, plan, effects, options);
  const isShared = options.paired !== false && canShareBlocks(cells);
  const withBlocks = grid !== undefined;
  const weigh = (effect: Effect): Float64Array => effectWeights(effect, cells, plan.factors);
  const inBlocks = (weights: readonly Float64Array[]): BlockEffects | undefined =>
    grid && effectsInBlocks(weights, grid);
  const isComplete = effects.every((effect) => inBlocks([weigh(effect)]) !== undefined);
  const test = (one: TermEffects): OmnibusTest => {
    const rows = one.basis.map(weigh);
    const blocked = inBlocks(rows);
    const { f, df, dfResidual, p } = blocked ? blockTest(blocked) : model.test(rows);
    const within = withinOf(one.term, one.held, stratum, plan);
    const { name: term } = one.term;
    const place = { response, facets: stratum.facets, term, within };
    return { ...place, test: "F", statistic: f, df, dfResidual, p };
  };
  return {
    contrasts: found.flatMap((one) =>
      one.effects.map((effect): Contrast => {
        const weights = weigh(effect);
        const blocked = inBlocks([weights]);
        const { estimate: difference, ...rest } = blocked
          ? blockContrast(blocked, options)
          : model.contrast(weights, options);
        return {
          response,
          ...placeOfEffect(effect, one, stratum, plan),
          method: "linear model",
          difference,
          ...rest,
          ...runsBehind(weights, cells, withBlocks, blocked),
          pAdjusted: NaN,
          hedgesG: NaN,
          cliffsDelta: NaN,
          paired: withBlocks,
        };
      }),
    ),
    tests: found.filter(({ basis }) => basis.length > 0).map(test),
    ranks: [],
    cautions: [],
    pooled: undefined,
    notes: withBlocks
      ? [blockNote(question.block!, combinationText(plan, factors), isComplete)]
      : [],
    warnings: isShared ? aloneWarnings(cells, withBlocks, question.block!) : [],
  };
}

function combinationText(plan: Plan, factors: EffectsQuestion["factors"]): string {
  return `combination of ${listWords(plan.factors.map((position) => factorText(factors[position]!)))}`;
}

function keyOf({ levels }: Unit, positions: readonly number[]): string {
  return levelKey(positions.map((position) => levels[position]!));
}

function aloneWarnings(cells: readonly Cell[], withBlocks: boolean, block: string): string[] {
  const alone = countAlone(cells).reduce((sum, one) => sum + one, 0);
  return sharingWarnings(cells.flat().length, alone, { withBlocks, block });
}

/** True where every run has a block, and no cell has two runs in one. */
function canShareBlocks(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell.every(({ block }) => block !== null) && !repeatsBlock(cell));
}

/** Within blocks where cells share them and the model can still tell the effects; else without. */
function chooseModel(
  cells: readonly Cell[],
  plan: Plan,
  effects: readonly Effect[],
  { paired }: ContrastOptions,
): { model: CellMeansModel; grid?: BlockGrid } {
  const units = cells.flat();
  const numbers = cells.flatMap((cell, index) => cell.map(() => index));
  const values = units.map(({ value }) => value!);
  const canBlock =
    paired !== false &&
    canShareBlocks(cells) &&
    (paired === true || !mostlyShared(cells).includes(false));
  if (canBlock) {
    const blocks = blockNumbers(units);
    const model = cellMeansModel(values, numbers, blocks);
    const isKnown = effects.every((effect) => {
      const { standardError } = model.contrast(effectWeights(effect, cells, plan.factors));
      return !Number.isNaN(standardError);
    });
    if (isKnown && model.df > 0)
      return { model, grid: blockGrid(values, numbers, blocks, cells.length) };
  }
  if (paired === true) throw effectsNotPaired();
  return { model: cellMeansModel(values, numbers) };
}

/** One weight a cell: plus or minus for every corner of the effect, and there the mean over what is not compared. */
function effectWeights(
  { pairs, held }: Effect,
  cells: readonly Cell[],
  order: readonly number[],
): Float64Array {
  const weights = new Float64Array(cells.length);
  const sides = pairs.map(({ position, level, control }) => [
    { position, level, sign: 1 },
    { position, level: control, sign: -1 },
  ]);
  for (const corner of combine(sides)) {
    const at = new Map([
      ...held,
      ...corner.map(({ position, level }) => [position, level] as const),
    ]);
    const sign = corner.reduce((product, one) => product * one.sign, 1);
    for (const { cell, share } of meanOver([...cells.keys()], cells, order, at))
      weights[cell]! += sign * share;
  }
  return weights;
}

/** The cells at given levels, and the share of each in their mean: equal for all levels of a factor within a place. */
function meanOver(
  members: readonly number[],
  cells: readonly Cell[],
  order: readonly number[],
  at: ReadonlyMap<number, Level>,
): { cell: number; share: number }[] {
  const [position, ...rest] = order;
  if (position === undefined) return members.map((cell) => ({ cell, share: 1 }));
  const levelOf = (member: number): Level => cells[member]![0]!.levels[position]!;
  const groups = at.has(position)
    ? [members.filter((member) => levelOf(member) === at.get(position)!)]
    : [...groupBy(members, (member) => levelKey([levelOf(member)])).values()];
  return groups.flatMap((group) =>
    meanOver(group, cells, rest, at).map(({ cell, share }) => ({
      cell,
      share: share / groups.length,
    })),
  );
}

type RunsBehind = Pick<Contrast, "n" | "sizes" | "pExact" | "pSmallest">;

/** How many values an effect rests on, and its sign-flip test over the blocks where every one has all of its cells. */
function runsBehind(
  weights: Float64Array,
  cells: readonly Cell[],
  withBlocks: boolean,
  blocked: BlockEffects | undefined,
): RunsBehind {
  const side = (sign: number): Unit[] =>
    cells.filter((_, index) => weights[index]! * sign > 0).flat();
  const [added, taken] = [side(1), side(-1)];
  const sizes = [added.length, taken.length] as const;
  const exact = blocked
    ? flipTest(blocked.rows.map((row) => row[0]!))
    : { pExact: NaN, pSmallest: NaN };
  if (!withBlocks) return { n: added.length + taken.length, sizes, ...exact };
  const blocks = new Set(taken.map(({ block }) => block));
  const shared = new Set(added.map(({ block }) => block).filter((block) => blocks.has(block)));
  return { n: shared.size, sizes, ...exact };
}
