import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import { MOST_FACETS, type Formula } from "./formula.js";
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
 *
 * @param responses - Names on the left-hand side: a table that did not come from an Index has them among its params.
 */
export function hiddenFactors(
  view: RunsView,
  factors: readonly ResolvedFactor[],
  facets: readonly ResolvedFactor[],
  responses: readonly string[],
  seed: string | undefined,
): HiddenFactor[] {
  const rows = view.failed.flatMap((failed, row) => (failed ? [] : row));
  const named = [...factors, ...facets].map(({ name }) => name).concat(view.facts ? [] : responses);
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
  formula: Formula,
  runs: number,
): CeterisError {
  const varying = hidden.map(({ name, levels }) => `${name} (${levels.length} levels)`);
  const [verb, is, them] = hidden.length > 1 ? ["vary", "are", "them"] : ["varies", "is", "it"];
  // The first levels are those of one run, so that their combination exists.
  const setting = hidden.map(({ name, levels }) => `${quoted(name)} == ${literal(levels[0]!)}`);
  return new CeterisError(
    "COMPARE",
    `${listWords(varying)} ${verb} among these ${runs} runs but ${is} not in the formula, so a difference could come from ${them}: ` +
      `compare within each setting ('${withNames(formula, hidden)}'), keep one setting (where: ${setting.join(" && ")}), ` +
      `or say how to pool ${them} (over: mean or best).`,
  );
}

/** The formula with the hidden factors as facets, or as further factors where there are too many for that. */
function withNames({ text, factors, facets }: Formula, hidden: readonly HiddenFactor[]): string {
  const names = hidden.map(({ name }) => quoted(name)).join(" + ");
  if (factors.length === 0 || facets.length + hidden.length <= MOST_FACETS) {
    return `${text.trim()} ${facets.length > 0 ? "+" : "|"} ${names}`;
  }
  const end = facets.length > 0 ? text.lastIndexOf("|", facets[0]!.start) : text.length;
  return `${text.slice(0, end).trim()} + ${names} ${text.slice(end).trim()}`.trim();
}

/** A name as it is written in a formula. */
function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name) ? name : `\`${name}\``;
}

/** A level as it is written in a condition. */
function literal(level: Level): string {
  if (level === null) return "null";
  const isText = typeof level === "string" && !level.startsWith("[");
  return isText ? `'${level.replace(/[\\']/g, "\\$&")}'` : levelText(level);
}
