import { CeterisError } from "../util/error.js";
import { levelKey, plainText } from "./level.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import { levelPairs, type ContrastOptions, type Stratum } from "./strata.js";
import type { Contrast, Factor, Level, Term } from "./types.js";

/** Several factors, for one response. */
export interface EffectsQuestion {
  readonly response: string;
  readonly factors: readonly Factor[];
  /** The column of the blocks. */
  readonly block: string | undefined;
}

/** A level and its control of one factor. */
export interface LevelPair {
  readonly position: number;
  readonly level: Level;
  readonly control: Level;
}

/** One contrast of a term: a difference of one factor, or the difference of differences of several. */
export interface Effect {
  readonly pairs: readonly LevelPair[];
  /** Levels at which other factors of the plan are held, by position: those that a nested one is within. */
  readonly held: ReadonlyMap<number, Level>;
}

/** The contrasts of a term at one combination of levels that it is within. */
export interface TermEffects {
  readonly term: Term;
  readonly held: ReadonlyMap<number, Level>;
  readonly effects: readonly Effect[];
  /** Effects whose being 0 says that no levels differ: each with the first level. */
  readonly basis: readonly Effect[];
}

/** Interactions of more factors than this have a test, but no contrasts that a person could read. */
const MOST_INTERACTING = 2;

/** The contrasts of every term of a plan among the units of a stratum. */
export function effectsOf(
  units: readonly Unit[],
  plan: Plan,
  factors: readonly Factor[],
  { pairs }: Pick<ContrastOptions, "pairs">,
): TermEffects[] {
  return plan.terms.flatMap((term) => {
    const around = term.within.filter((position) => !plan.within.includes(position));
    return placesOf(units, around, factors).map((held): TermEffects => {
      const here = units.filter((unit) => isAt(unit, held));
      const choices = (all: boolean): LevelPair[][] =>
        term.factors.map((position) =>
          pairsOf(here, position, factors[position]!, plan.nested.includes(position), all),
        );
      const toEffects = (chosen: readonly LevelPair[][]): Effect[] =>
        combine(chosen).map((one) => ({ pairs: one, held }));
      return {
        term,
        held,
        effects: term.factors.length > MOST_INTERACTING ? [] : toEffects(choices(pairs)),
        basis: toEffects(choices(false)),
      };
    });
  });
}

/** True for a unit at given levels of some factors. */
export function isAt({ levels }: Unit, held: ReadonlyMap<number, Level>): boolean {
  return [...held].every(([position, level]) => levels[position] === level);
}

/** The levels of some factors that occur together, in order. */
function placesOf(
  units: readonly Unit[],
  positions: readonly number[],
  factors: readonly Factor[],
): ReadonlyMap<number, Level>[] {
  const seen = new Set(units.map(({ levels }) => levelKey(positions.map((one) => levels[one]!))));
  return combine(positions.map((position) => [...factors[position]!.levels]))
    .filter((levels) => seen.has(levelKey(levels)))
    .map((levels) => new Map(positions.map((position, index) => [position, levels[index]!])));
}

/** A nested factor has a control of its own in each place: its first level there. */
function pairsOf(
  units: readonly Unit[],
  position: number,
  { levels }: Factor,
  isNested: boolean,
  all: boolean,
): LevelPair[] {
  const seen = new Set<Level>(units.map((unit) => unit.levels[position]!));
  const present = levels.filter((level) => seen.has(level));
  return levelPairs(isNested ? present : levels, present, all).map(([level, control]) => ({
    position,
    level,
    control,
  }));
}

/** One of each list, in every way. */
export function combine<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (heads, list) => heads.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}

/** The place of an effect among all contrasts. */
export function placeOfEffect(
  { pairs }: Effect,
  { term, held }: TermEffects,
  stratum: Stratum,
  plan: Plan,
): Pick<Contrast, "facets" | "term" | "within" | "level" | "control"> {
  const [first, ...more] = pairs;
  const joint = (levels: readonly Level[]): Level =>
    more.length === 0 ? levels[0]! : levels.map(plainText).join(", ");
  return {
    facets: stratum.facets,
    term: term.name,
    within: withinOf(term, held, stratum, plan),
    level: joint([first!, ...more].map(({ level }) => level)),
    control: joint([first!, ...more].map(({ control }) => control)),
  };
}

/** The levels that a term is within: of the stratum, and of the factors around a nested one. */
export function withinOf(
  term: Term,
  held: ReadonlyMap<number, Level>,
  { within }: Stratum,
  plan: Plan,
): Level[] {
  return term.within.map((position) =>
    held.has(position) ? held.get(position)! : within[plan.within.indexOf(position)]!,
  );
}

/** Why `{ paired: true }` cannot be had. */
export function effectsNotPaired(): CeterisError {
  return new CeterisError(
    "COMPARE",
    "The effects cannot be told within seeds, as runs share too few of them; leave { paired: true } out, or run all settings at the same seeds.",
  );
}
