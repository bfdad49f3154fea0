import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { levelKey, levelText } from "./level.js";
import type { ResolvedFactor, ResolvedResponse } from "./resolve.js";
import type { RunsView } from "./runs-view.js";
import type { Level, Observation } from "./types.js";

/** One run (or a seed's average over several), seen through the formula. */
export interface Unit {
  /** The run, or the runs that were averaged. */
  readonly ids: readonly number[];
  readonly facets: readonly Level[];
  readonly levels: readonly Level[];
  readonly block: Level;
  /** Levels of the hidden factors. */
  readonly setting: readonly Level[];
  /** Null where the run failed or has no finite value of the response. */
  readonly value: number | null;
}

/** Sees the runs through the formula, for one response. */
export function toUnits(
  view: RunsView,
  response: ResolvedResponse,
  design: {
    readonly facets: readonly ResolvedFactor[];
    readonly factors: readonly ResolvedFactor[];
    readonly hidden: readonly { readonly perRun: readonly Level[] }[];
    readonly blocks: readonly Level[];
  },
): Unit[] {
  const at = (columns: readonly { readonly perRun: readonly Level[] }[], row: number): Level[] =>
    columns.map(({ perRun }) => perRun[row]!);
  return view.ids.map((id, row) => {
    const value = response.values[row]!;
    return {
      ids: [id],
      facets: at(design.facets, row),
      levels: at(design.factors, row),
      block: design.blocks[row]!,
      setting: at(design.hidden, row),
      value: view.failed[row] || value === null || !Number.isFinite(value) ? null : value,
    };
  });
}

/** The key of the cell that a unit or an observation belongs to. */
export function cellKey({ facets, levels }: Pick<Unit, "facets" | "levels">): string {
  return levelKey([...facets, ...levels]);
}

/** Puts things into groups by a key, in order of first appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
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
