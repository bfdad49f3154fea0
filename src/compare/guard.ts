import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { levelKey, levelText, toLevel } from "./level.js";
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
 */
export function hiddenFactors(
  view: RunsView,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  seed: string | undefined,
): HiddenFactor[] {
  const rows = view.failed.flatMap((failed, row) => (failed ? [] : row));
  const named = [...factors, ...facets].map(({ name }) => name);
  const open = view.params.filter(
    (name) => !named.includes(name) && name !== seed && !BOOKKEEPING.includes(name),
  );
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
    .map((factor) => ({ ...factor, levels: [...new Set(rows.map((row) => factor.perRun[row]!))] }));
  return withoutEchoes(varying, rows);
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

/** The refusal: which params vary, why that matters, and the ways out. */
export function hiddenFactorError(
  hidden: readonly HiddenFactor[],
  formula: string,
  runs: number,
): CeterisError {
  const names = hidden.map(({ name }) => name);
  const varying = hidden.map(({ name, levels }) => `${name} (${levels.length} levels)`);
  const [verb, them] = hidden.length > 1 ? ["vary", "them"] : ["varies", "it"];
  const separator = formula.includes("|") ? "+" : "|";
  const example = `${names[0]} == ${literal(hidden[0]!.levels[0]!)}`;
  return new CeterisError(
    "COMPARE",
    `${listWords(varying)} ${verb} among these ${runs} runs but not in the formula, so a difference could come from ${them}: ` +
      `compare within each setting ('${formula} ${separator} ${names.slice(0, 2).join(" + ")}'), keep one setting (where: ${example}), ` +
      `or say how to pool ${them} (over: mean or best).`,
  );
}

function literal(level: Level): string {
  const isText = typeof level === "string" && !level.startsWith("[");
  return level === null ? "null" : isText ? `'${levelText(level)}'` : levelText(level);
}
