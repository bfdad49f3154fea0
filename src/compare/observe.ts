import { groupBy } from "../util/group-by.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { compareLists, levelKey, levelText, toLevel } from "./level.js";
import type { Question } from "./question.js";
import type { ResolvedResponse } from "./resolve-response.js";
import type { RunsView } from "./runs-view.js";
import { backTransform } from "./transform.js";
import type { Factor, Level, Observation, Response } from "./types.js";

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
  /** The numbers behind levels that are bins. */
  readonly binned: readonly Level[];
  /** Null where the run failed or has no finite value of the response, and where it is censored. */
  readonly value: number | null;
  /** True for a run that never came where `stepsTo` waits for it: its value is larger than any. */
  readonly censored: boolean;
  /** What its runs came to, as `rankedValue` has it; nothing of those that failed. Several for a block only. */
  readonly ended: readonly number[];
  /** How many runs it counts for: one, for a seed's average too; all of a block's. */
  readonly runs: number;
  /** How many of these failed or have no finite value. */
  readonly failed: number;
  /** Its runs that failed or have no finite value. */
  readonly lost: readonly number[];
}

/** What a rank test makes of a unit: censored ones are larger than any value. Null where it failed. */
export function rankedValue({ value, censored }: Pick<Unit, "value" | "censored">): number | null {
  return censored ? Infinity : value;
}

/** Sees the runs through the formula, for one response; runs outside of the panels are left out. */
export function toUnits(
  view: RunsView,
  { values, censoredAt }: Pick<ResolvedResponse, "values" | "censoredAt">,
  { facets, factors, hidden, seed }: Question,
): Unit[] {
  const at = (columns: readonly { readonly perRun: readonly Level[] }[], row: number): Level[] =>
    columns.map(({ perRun }) => perRun[row]!);
  const bins = [...facets, ...factors].flatMap(({ binned }) => (binned ? [binned] : []));
  const blocks = seed === undefined ? null : view.column(seed).map(toLevel);
  const units = view.ids.map((id, row) => {
    const given = values[row]!;
    const isSound = !view.failed[row] && given !== null && Number.isFinite(given);
    const censored = !view.failed[row] && (censoredAt?.[row] ?? null) !== null;
    return {
      ids: [id],
      rows: [row],
      facets: at(facets, row),
      levels: at(factors, row),
      block: blocks?.[row] ?? null,
      setting: at(hidden, row),
      binned: bins.map((numbers) => numbers[row]!),
      value: isSound ? given : null,
      censored,
      ended: censored ? [Infinity] : isSound ? [given] : [],
      runs: 1,
      failed: isSound || censored ? 0 : 1,
      lost: isSound || censored ? [] : [id],
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
export function observe(
  units: readonly Unit[],
  { name: response, transform }: Pick<Response, "name" | "transform">,
): Observation[] {
  return units.flatMap(({ ids, facets, levels, block, value }) =>
    value === null
      ? []
      : [{ response, facets, levels, block, ids, value: backTransform(transform, value) }],
  );
}

/** Units in an order that does not depend on that of the runs, so that sums are the same to the last bit. */
export function sortUnits(units: readonly Unit[], order: readonly Factor[]): Unit[] {
  const places = order.map(({ levels }) => new Map(levels.map((level, place) => [level, place])));
  const keyed = units.map((unit) => ({
    unit,
    place: [...unit.facets, ...unit.levels].reduce<number>(
      (place, level, position) => place * places[position]!.size + places[position]!.get(level)!,
      0,
    ),
    within: [unit.block, ...unit.setting],
    rank: rankedValue(unit) ?? -Infinity,
  }));
  keyed.sort(
    (a, b) => a.place - b.place || compareLists(a.within, b.within) || a.rank - b.rank || 0,
  );
  return keyed.map(({ unit }) => unit);
}

/**
 * Refuses two runs with the same params, ignored ones too, and seed: counted as two, they would make the evidence look
 * stronger.
 *
 * @param units - Of one run each.
 * @throws CeterisError `COMPARE` naming the runs.
 */
export function refuseDuplicates(
  units: readonly Unit[],
  { seed, ignored }: Pick<Question, "seed" | "ignored">,
  view: RunsView,
): void {
  if (seed === undefined) return;
  const others = ignored.map((name) => view.column(name));
  const ended = units.filter((unit) => rankedValue(unit) !== null && unit.block !== null);
  for (const same of groupBy(
    ended,
    (unit) =>
      cellKey(unit) +
      levelKey([...unit.setting, ...unit.binned, unit.block]) +
      levelKey(others.map((column) => toLevel(column[unit.rows[0]!]))),
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
