import { recordedColumns } from "../frame/recorded-columns.js";
import { CeterisError } from "../util/error.js";
import { groupBy } from "../util/group-by.js";
import { SEED_NAMES } from "../util/seed-names.js";
import { levelKey, toLevel } from "./level.js";
import type { ResolvedFactor } from "./resolve-factor.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";

/** What exman writes about a run beside its params: facts that are not set to change a result. */
const BOOKKEEPING = ["tmp", "git_dirty", "config_file"];

/** A param that varies among the compared runs and is not in the formula. */
export interface HiddenFactor {
  readonly name: string;
  readonly perRun: readonly Level[];
  readonly levels: readonly Level[];
  /**
   * True where its level follows from those of the compared factors, or its numbers lie in ranges of their own for each, so
   * that no run tells them apart.
   */
  readonly isConfounded: boolean;
  /** Params that vary too and are not listed, as their level follows from this one's. */
  readonly echoes: readonly string[];
}

type Varying = Omit<HiddenFactor, "echoes">;

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
 * @param held - Positions of the factors within whose levels the others are compared; by default all but the first.
 */
export function hiddenFactors(
  view: RunsView,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  known: readonly (string | undefined)[],
  held: readonly number[] = [...factors.keys()].slice(1),
): HiddenFactor[] {
  const rows = view.failed.flatMap((failed, row) => (failed ? [] : row));
  const named = [...[...factors, ...facets].flatMap(({ columns }) => columns), ...known];
  const apart = [...named, ...BOOKKEEPING, ...recordedColumns(view.params, view.column)];
  const open = view.params.filter((name) => !apart.includes(name));
  const compared = factors.filter((_, position) => !held.includes(position));
  const strata = rows.map((row) =>
    levelKey(
      [...facets, ...held.map((position) => factors[position]!)].map(({ perRun }) => perRun[row]!),
    ),
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
      isConfounded: isConfounded(factor, compared, strata, rows),
    }));
  return withoutEchoes(varying, rows);
}

function isConfounded(
  { perRun }: Pick<HiddenFactor, "perRun">,
  compared: readonly ResolvedFactor[],
  strata: readonly string[],
  rows: readonly number[],
): boolean {
  if (compared.length === 0) return false;
  const cells = rows.map(
    (row, position) => strata[position] + levelKey(compared.map((factor) => factor.perRun[row]!)),
  );
  if (new Set(cells).size === rows.length) return false; // a cell with one run has one setting in any case
  return (
    isFunctionOf(
      cells,
      rows.map((row) => levelKey([perRun[row]!])),
    ) ||
    isApart(
      rows.map((row) => perRun[row]!),
      cells,
      strata,
    )
  );
}

/** True for numbers whose ranges in the cells of every stratum do not meet: a small `lr` for one level, a large for the other. */
function isApart(
  values: readonly Level[],
  cells: readonly string[],
  strata: readonly string[],
): boolean {
  if (!values.every((value) => typeof value === "number")) return false;
  const positions = [...values.keys()];
  const compared = [...groupBy(positions, (position) => strata[position]!).values()]
    .map((stratum) => [...groupBy(stratum, (position) => cells[position]!).values()])
    .filter((ranges) => ranges.length > 1);
  return compared.length > 0 && compared.every((ranges) => doNotMeet(ranges, values));
}

function doNotMeet(groups: readonly (readonly number[])[], values: readonly number[]): boolean {
  const ranges = groups
    .map((group) => group.map((position) => values[position]!))
    .map((own) => ({
      least: own.reduce((a, b) => Math.min(a, b)),
      most: own.reduce((a, b) => Math.max(a, b)),
    }))
    .sort((a, b) => a.least - b.least);
  return ranges.every(({ least }, index) => index === 0 || least > ranges[index - 1]!.most);
}

/** Drops a param whose level follows from another one that repeats its levels, and names it as an echo of that one. */
function withoutEchoes(factors: readonly Varying[], rows: readonly number[]): HiddenFactor[] {
  const keys = new Map(
    factors.map(({ name, perRun }) => [name, rows.map((row) => levelKey([perRun[row]!]))]),
  );
  const follows = (a: Varying, b: Varying): boolean =>
    a !== b &&
    b.levels.length <= rows.length / 2 &&
    isFunctionOf(keys.get(b.name)!, keys.get(a.name)!);
  const isEcho = (factor: Varying, position: number): boolean =>
    factors.some(
      (other, place) => follows(factor, other) && !(follows(other, factor) && position < place),
    );
  const kept = factors.filter((factor, position) => !isEcho(factor, position));
  const dropped = factors.filter((factor) => !kept.includes(factor));
  return kept.map((factor) => ({
    ...factor,
    echoes: dropped.filter((other) => follows(other, factor)).map(({ name }) => name),
  }));
}

function isFunctionOf(keys: readonly string[], values: readonly string[]): boolean {
  const seen = new Map<string, string>();
  return keys.every((key, index) => {
    const value = values[index]!;
    if (!seen.has(key)) seen.set(key, value);
    return seen.get(key) === value;
  });
}
