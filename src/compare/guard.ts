import { CeterisError } from "../util/error.js";
import { levelKey, toLevel } from "./level.js";
import type { ResolvedFactor } from "./resolve.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";

/** Names under which experiments keep their seeds. */
const SEED_NAMES = ["seed", "random_seed", "manual_seed", "rng_seed"];

/** What exman writes about a run beside its params: facts that are not set to change a result. */
const BOOKKEEPING = ["tmp", "git_dirty", "config_file", "commit", "dirty"];

/** A param that varies among the compared runs and is not in the formula. */
export interface HiddenFactor {
  readonly name: string;
  readonly perRun: readonly Level[];
  readonly levels: readonly Level[];
  /** True where its level follows from the first factor's, so that no run tells the two apart. */
  readonly isConfounded: boolean;
}

/** The column of seeds: the one that was asked for, else the first known name that the table has. */
export function seedColumn(view: RunsView, wanted: string | undefined): string | undefined {
  if (wanted !== undefined && !view.names.includes(wanted)) {
    throw new CeterisError(
      "COMPARE",
      `There is no column ${wanted} to take as the seed; there are: ${view.params.join(", ")}.`,
    );
  }
  return wanted ?? SEED_NAMES.find((name) => view.names.includes(name));
}

/**
 * Finds hidden factors: params, neither in the formula nor the seed, that vary among runs which a contrast would
 * set against each other. A param that only repeats another one (a note on every run of one learning rate) is
 * not listed beside it. Failed runs do not count.
 *
 * @param known - Columns that are no hidden factors: the seed, what is to be ignored, and the responses, which a table
 * that did not come from an Index has among its params.
 */
export function hiddenFactors(
  view: RunsView,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  known: readonly (string | undefined)[],
): HiddenFactor[] {
  const rows = view.failed.flatMap((failed, row) => (failed ? [] : row));
  const named = [...[...factors, ...facets].map(({ name }) => name), ...known];
  const open = view.params.filter((name) => !named.includes(name) && !BOOKKEEPING.includes(name));
  const strata = rows.map((row) =>
    levelKey([...facets, ...factors.slice(1)].map(({ perRun }) => perRun[row]!)),
  );
  const varying = open
    .map((name) => ({ name, perRun: view.column(name).map(toLevel) }))
    .filter(
      ({ perRun }) =>
        !isFunctionOf(
          strata,
          rows.map((row) => levelKey([perRun[row]!])),
        ),
    )
    .map((factor) => ({
      ...factor,
      levels: [...new Set(rows.map((row) => factor.perRun[row]!))],
      isConfounded: isConfounded(factor, factors, strata, rows),
    }));
  return withoutEchoes(varying, rows);
}

function isConfounded(
  { perRun }: Pick<HiddenFactor, "perRun">,
  [factor]: readonly ResolvedFactor[],
  strata: readonly string[],
  rows: readonly number[],
): boolean {
  if (!factor) return false;
  const cells = rows.map((row, position) => strata[position] + levelKey([factor.perRun[row]!]));
  const isFine = new Set(cells).size < rows.length; // a cell with one run has one setting in any case
  return (
    isFine &&
    isFunctionOf(
      cells,
      rows.map((row) => levelKey([perRun[row]!])),
    )
  );
}

/** Drops a param whose level follows from another one that repeats its levels. */
function withoutEchoes(factors: readonly HiddenFactor[], rows: readonly number[]): HiddenFactor[] {
  const keys = new Map(
    factors.map(({ name, perRun }) => [name, rows.map((row) => levelKey([perRun[row]!]))]),
  );
  const follows = (a: HiddenFactor, b: HiddenFactor): boolean =>
    isFunctionOf(keys.get(b.name)!, keys.get(a.name)!);
  return factors.filter((factor, position) =>
    factors.every((other, place) => {
      const isEcho =
        other !== factor && other.levels.length <= rows.length / 2 && follows(factor, other);
      return !isEcho || (follows(other, factor) && position < place);
    }),
  );
}

function isFunctionOf(keys: readonly string[], values: readonly string[]): boolean {
  const seen = new Map<string, string>();
  return keys.every((key, index) => {
    const value = values[index]!;
    if (!seen.has(key)) seen.set(key, value);
    return seen.get(key) === value;
  });
}
