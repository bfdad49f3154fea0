import { binLevels } from "./bin-levels.js";
import { columnsOf, type ColumnTerm, type CompositeTerm, type FactorTerm } from "./factor-term.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import {
  compareCells,
  compareLevels,
  jointText,
  levelKey,
  levelText,
  meantLevel,
  toLevel,
} from "./level.js";
import { nearestRemedy } from "./nearest-remedy.js";
import type { RunsView } from "./runs-view.js";
import { quotedName } from "./tokenize.js";
import type { Factor, Level } from "./types.js";

/** A factor or facet with one level per run. */
export interface ResolvedFactor extends Factor {
  readonly perRun: readonly Level[];
  /** The columns it is made of. */
  readonly columns: readonly string[];
  /** Place in the formula. */
  readonly start: number;
  /** The numbers behind bins; runs that differ in them are no duplicates of each other. */
  readonly binned?: readonly Level[];
}

/**
 * Finds the columns of a factor or a facet, and its levels in the order they are shown, the control first.
 *
 * @throws FormulaError for an unknown name, a statistic, a control that is no level, a logarithm of what has none, or
 * bins of what is no number.
 */
export function resolveFactor(
  view: RunsView,
  term: FactorTerm,
  formula: Formula,
  ref?: Level,
): ResolvedFactor {
  const factor =
    term.kind === "composite"
      ? resolveComposite(view, term, formula)
      : resolveColumn(view, term, formula);
  if (ref === undefined) return factor;
  const { name, levels } = factor;
  const control = meantLevel(levels, ref);
  if (control !== undefined)
    return { ...factor, levels: [control, ...levels.filter((level) => level !== control)] };
  throw new FormulaError(
    `The control ${levelText(ref)} is no level of ${name}; there are: ${levels.map(levelText).join(", ")}.`,
    formula.text,
    term.start,
  );
}

/** A factor without the level of each run. */
export function toFactor({ name, levels, numeric, transform, columns }: ResolvedFactor): Factor {
  const isPlain = columns.length === 1 && columns[0] === name;
  return {
    name,
    levels,
    numeric,
    ...(transform === undefined ? {} : { transform }),
    ...(isPlain ? {} : { columns }),
  };
}

function resolveColumn(view: RunsView, term: ColumnTerm, formula: Formula): ResolvedFactor {
  const { name, kind, column, bins, start } = term;
  refuseColumn(view, term, formula);
  const perRun = view.column(column).map(toLevel);
  const place = { name, columns: [column], start };
  if (kind === "bin") {
    const numbers = finiteNumbers(view, term, perRun, formula);
    return { ...place, ...binLevels(numbers, bins), binned: numbers };
  }
  const levels = [...new Set(perRun)].sort(compareLevels);
  if (kind === "name") return { ...place, levels, perRun, numeric: levels.every(isNumber) };
  if (kind === "category") return { ...place, levels, perRun, numeric: false };
  refuseNonPositive(view, term, perRun, formula);
  return { ...place, levels, perRun, numeric: true, transform: kind };
}

function isNumber(level: Level): level is number {
  return typeof level === "number";
}

function refuseColumn(view: RunsView, { column, start }: ColumnTerm, formula: Formula): void {
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, formula.text, start);
  };
  const params = view.params.join(", ") || "none here";
  if (view.facts?.statistics.has(column))
    fail(`${column} is a statistic, not a param; right of "~" stand params: ${params}.`);
  if (view.names.includes(column)) return;
  if (column === "step")
    fail(
      formula.factors[0]?.start === start
        ? "step makes learning curves, which are drawn and not tested: use curves(), or ceteris plot."
        : `step makes learning curves where it stands first: ${stepFirst(formula)}.`,
    );
  fail(`There is no param ${column}; ${nearestRemedy(column, view.params)}`);
}

/** The formula of curves with the same factors. */
function stepFirst({ text, factors }: Formula): string {
  const names = factors.flatMap(columnsOf).filter((name) => name !== "step");
  const response = text.slice(0, text.indexOf("~")).trim();
  return [`${response} ~ step`, ...names.map(quotedName)].join(" + ");
}

function refuseNonPositive(
  view: RunsView,
  { name, column, start }: ColumnTerm,
  perRun: readonly Level[],
  { text }: Formula,
): void {
  const row = perRun.findIndex((level) => !isNumber(level) || !(level > 0 && level < Infinity));
  if (row < 0) return;
  const sentence = `${name} needs numbers above 0, and ${column} of run ${view.ids[row]} is ${levelText(perRun[row]!)}; filter such runs away, or name ${column} itself.`;
  throw new FormulaError(sentence, text, start);
}

/** The numbers to put into bins; a run without one is in none of them. */
function finiteNumbers(
  view: RunsView,
  { name, column, start }: ColumnTerm,
  perRun: readonly Level[],
  { text }: Formula,
): (number | null)[] {
  return perRun.map((level, row) => {
    if (level === null || (isNumber(level) && Number.isFinite(level))) return level;
    const sentence = `${name} needs finite numbers, and ${column} of run ${view.ids[row]} is ${levelText(level)}; filter such runs away, or name ${column} itself.`;
    throw new FormulaError(sentence, text, start);
  });
}

/** The combinations that occur, in the order of the parts. */
function resolveComposite(view: RunsView, term: CompositeTerm, formula: Formula): ResolvedFactor {
  const parts = term.parts.map((part) => resolveColumn(view, part, formula));
  const cells = view.ids.map((_, row) => parts.map(({ perRun }) => perRun[row]!));
  const distinct = [...new Map(cells.map((cell) => [levelKey(cell), cell])).values()];
  distinct.sort((a, b) => compareCells(parts, a, b));
  const isPlain = new Set(distinct.map((cell) => jointText(cell))).size === distinct.length;
  const textOf = (cell: readonly Level[]): string => (isPlain ? jointText(cell) : levelKey(cell));
  return {
    name: term.name,
    levels: distinct.map(textOf),
    numeric: false,
    perRun: cells.map(textOf),
    columns: columnsOf(term),
    start: term.start,
    ...jointBins(parts, view.size),
  };
}

/** The numbers behind all binned parts of a composite. */
function jointBins(parts: readonly ResolvedFactor[], size: number): Pick<ResolvedFactor, "binned"> {
  const binned = parts.flatMap((part) => (part.binned ? [part.binned] : []));
  if (binned.length === 0) return {};
  const keyOf = (row: number): string => levelKey(binned.map((numbers) => numbers[row]!));
  return { binned: Array.from({ length: size }, (_, row) => keyOf(row)) };
}
