import { groupBy } from "../util/group-by.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { levelKey, levelText, toLevel } from "./level.js";
import type { Question } from "./question.js";
import type { ResolvedResponse } from "./resolve.js";
import type { RunsView } from "./runs-view.js";
import type { Level, Observation } from "./types.js";

/** One run (or a seed's average over several), seen through the formula. */
export interface Unit {
  /** The run, or the runs that were averaged. */
  readonly ids: readonly number[];
  /** Their rows in the view. */
  readonly rows: readonly number[];
  readonly facets: readonly Level[];
  readonly levels: readonly Level[];
  readonly block: Level;
  /** Levels of the hidden factors. */
  readonly setting: readonly Level[];
  /** Null where the run failed or has no finite value of the response. */
  readonly value: number | null;
}

/** Sees the runs through the formula, for one response; runs outside of the panels are left out. */
export function toUnits(
  view: RunsView,
  { values }: Pick<ResolvedResponse, "values">,
  { facets, factors, hidden, seed }: Question,
): Unit[] {
  const at = (columns: readonly { readonly perRun: readonly Level[] }[], row: number): Level[] =>
    columns.map(({ perRun }) => perRun[row]!);
  const blocks = seed === undefined ? null : view.column(seed).map(toLevel);
  const units = view.ids.map((id, row) => {
    const value = values[row]!;
    return {
      ids: [id],
      rows: [row],
      facets: at(facets, row),
      levels: at(factors, row),
      block: blocks?.[row] ?? null,
      setting: at(hidden, row),
      value: view.failed[row] || value === null || !Number.isFinite(value) ? null : value,
    };
  });
  return units.filter((unit) =>
    facets.every(({ levels }, position) => levels.includes(unit.facets[position]!)),
  );
}

/** The key of the cell that a unit or an observation belongs to. */
export function cellKey({ facets, levels }: Pick<Unit, "facets" | "levels">): string {
  return levelKey([...facets, ...levels]);
}

/** The units that have a value, as observations. */
export function observe(units: readonly Unit[], response: string): Observation[] {
  return units.flatMap(({ ids, facets, levels, block, value }) =>
    value === null ? [] : [{ response, facets, levels, block, ids, value }],
  );
}

/**
 * Refuses two runs with the same params and seed: counted as two, they would make the evidence look stronger.
 *
 * @throws CeterisError `COMPARE` naming the runs.
 */
export function refuseDuplicates(units: readonly Unit[], seed: string | undefined): void {
  if (seed === undefined) return;
  const ended = units.filter(({ value, block }) => value !== null && block !== null);
  for (const same of groupBy(
    ended,
    (unit) => cellKey(unit) + levelKey([...unit.setting, unit.block]),
  ).values()) {
    if (same.length === 1) continue;
    throw duplicateError(
      same.flatMap(({ ids }) => ids),
      `${seed} ${levelText(same[0]!.block)}`,
    );
  }
}

const MOST_NAMED = 5;

function duplicateError(ids: readonly number[], seed: string): CeterisError {
  const rest = ids.length - MOST_NAMED;
  const named = ids
    .slice(0, MOST_NAMED)
    .map(String)
    .concat(rest > 0 ? `${rest} more` : []);
  const where = ids.slice(1).map((id) => `id != ${id}`);
  const example = rest > 0 ? "" : ` (where: ${where.join(" && ")})`;
  return new CeterisError(
    "COMPARE",
    `Runs ${listWords(named)} have the same params and the same seed (${seed}), and would count as ${ids.length} replicates; ` +
      `leave all but one out${example}.`,
  );
}
