import { countText } from "../util/count-text.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import { atText, levelKey } from "./level.js";
import type { Question } from "./question.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";
import { factorText, sideText } from "./wording.js";

/** A mean that keeps so many of the runs needs no level to go. */
const NEARLY_ALL = 0.9;

/** There has to be something left to compare. */
const FEWEST_LEVELS = 2;

const MOST_NAMED = 4;

/** Runs without the levels that were tried at few settings. */
export interface CommonLevels {
  /** Rows of the runs that stay. */
  readonly rows: readonly number[];
  /** A sentence that names and counts what was left out; none where nothing was. */
  readonly omitted: readonly string[];
}

/** Runs of one combination of the compared factors, at one place. */
interface Cell {
  readonly rows: readonly number[];
  /** How many runs it has at each setting of the hidden factors. */
  readonly settings: ReadonlyMap<string, number>;
}

/**
 * Leaves levels out that stand in the way of a mean over the hidden factors: a mean takes the settings that every level
 * was tried at, so that a single run at a setting of its own would take all other runs away. A level is left out where
 * fewer than 90% of the runs of its panel could be averaged with it and, without it, at least 90% can. Levels of which no run
 * finished stay, as they have no mean.
 */
export function withoutRareLevels(view: RunsView, question: Question): CommonLevels {
  const all = Array.from({ length: view.size }, (_, row) => row);
  if (question.hidden.length === 0 || question.plans.some(({ kind }) => kind !== "levels"))
    return { rows: all, omitted: [] };
  const strata = [...groupBy(all, (row) => levelKey(placeOf(question, row))).values()];
  const rare = strata.flatMap((rows) => rareCells(cellsOf(rows, view, question)));
  const gone = new Set(rare.flatMap(({ rows }) => rows));
  return {
    rows: all.filter((row) => !gone.has(row)),
    omitted: rare.length === 0 ? [] : [omittedSentence(rare, question)],
  };
}

/** Levels of the facets and of the factors that nothing compares. */
function placeOf({ facets, factors, held }: Question, row: number): Level[] {
  return [...facets, ...held.map((position) => factors[position]!)].map(
    ({ perRun }) => perRun[row]!,
  );
}

function comparedOf({ factors, held }: Question): Question["factors"] {
  return factors.filter((_, position) => !held.includes(position));
}

/** Cells that have a finished run. */
function cellsOf(rows: readonly number[], view: RunsView, question: Question): Cell[] {
  const compared = comparedOf(question);
  const levels = (row: number): Level[] => compared.map(({ perRun }) => perRun[row]!);
  const setting = (row: number): string =>
    levelKey(question.hidden.map(({ perRun }) => perRun[row]!));
  return [...groupBy(rows, (row) => levelKey(levels(row))).values()]
    .filter((own) => own.some((row) => !view.failed[row]))
    .map((own) => ({
      rows: own,
      settings: new Map([...groupBy(own, setting)].map(([key, { length }]) => [key, length])),
    }));
}

/** The fewest cells, those with the fewest settings first, without which nearly all runs can be averaged. */
function rareCells(cells: readonly Cell[]): Cell[] {
  const total = cells.reduce((sum, { rows }) => sum + rows.length, 0);
  const sorted = cells.toSorted(
    (a, b) => a.settings.size - b.settings.size || a.rows.length - b.rows.length,
  );
  const most = cells.length - FEWEST_LEVELS;
  for (let count = 0; count <= most; count += 1)
    if (averagedRuns(sorted.slice(count)) >= NEARLY_ALL * total) return sorted.slice(0, count);
  return [];
}

/** Runs at settings that every cell was tried at. */
function averagedRuns(cells: readonly Cell[]): number {
  const common = [...(cells[0]?.settings.keys() ?? [])].filter((key) =>
    cells.every(({ settings }) => settings.has(key)),
  );
  return common.reduce(
    (sum, key) => sum + cells.reduce((runs, { settings }) => runs + settings.get(key)!, 0),
    0,
  );
}

function omittedSentence(cells: readonly Cell[], question: Question): string {
  const hidden = listWords(question.hidden.map(({ name }) => name));
  const named = cells.slice(0, MOST_NAMED).map((cell) => cellText(cell, question));
  const rest = cells.slice(MOST_NAMED);
  const runs = rest.reduce((sum, { rows }) => sum + rows.length, 0);
  const more =
    rest.length === 0
      ? []
      : [`${countText(rest.length, "more level")} (${countText(runs, "run")})`];
  return `Left out, as tried at few settings of ${hidden}: ${listWords([...named, ...more])}.`;
}

/** `lr 0.00001 at optimizer adam (1 run)` */
function cellText({ rows }: Cell, question: Question): string {
  const { facets, factors, held } = question;
  const row = rows[0]!;
  const compared = comparedOf(question).map((factor) =>
    sideText(factor, factor.perRun[row]!).replace(/^(of|at) /, ""),
  );
  const names = [...facets, ...held.map((position) => factors[position]!)].map(factorText);
  return `${compared.join(", ")}${atText(names, placeOf(question, row))} (${countText(rows.length, "run")})`;
}
