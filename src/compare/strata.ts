import { groupBy } from "../util/group-by.js";
import { compareCells, levelKey } from "./level.js";
import { rankedValue, type Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import type { Question } from "./question.js";
import type { Contrast, Level } from "./types.js";

/** Units that one plan compares with each other: at equal levels of the facets and of what the plan is within. */
export interface Stratum {
  readonly facets: readonly Level[];
  /** Levels of `plan.within`. */
  readonly within: readonly Level[];
  /** Those that have a value or are censored. */
  readonly units: readonly Unit[];
}

/** Where a contrast belongs. */
export type ContrastPlace = Pick<
  Contrast,
  "response" | "facets" | "term" | "within" | "level" | "control"
>;

/** How contrasts are made. */
export interface ContrastOptions {
  readonly confidence: number;
  /** False never pairs, true insists; undefined pairs where levels share seeds. */
  readonly paired: boolean | undefined;
  /** All pairs of levels instead of each with the control. */
  readonly pairs: boolean;
  /** True where the adjustment asks for one variance of all levels of a factor. */
  readonly pooled: boolean;
}

/** The strata of a plan, in the order in which they are shown. */
export function strataOf(
  units: readonly Unit[],
  plan: Plan,
  { facets, factors }: Pick<Question, "facets" | "factors">,
): Stratum[] {
  const within = (unit: Unit): Level[] => plan.within.map((position) => unit.levels[position]!);
  const placeOf = (unit: Unit): Level[] => [...unit.facets, ...within(unit)];
  const order = [...facets, ...plan.within.map((position) => factors[position]!)];
  const sound = units.filter((unit) => rankedValue(unit) !== null);
  const groups = [...groupBy(sound, (unit) => levelKey(placeOf(unit))).values()];
  groups.sort((a, b) => compareCells(order, placeOf(a[0]!), placeOf(b[0]!)));
  return groups.map((group) => ({
    facets: group[0]!.facets,
    within: within(group[0]!),
    units: group,
  }));
}

/** Pairs of levels: each with the first one, where it is there, or the later with the earlier of all pairs. */
export function levelPairs<T>(
  levels: readonly T[],
  present: readonly T[],
  pairs: boolean,
): (readonly [level: T, control: T])[] {
  if (pairs)
    return present.flatMap((level, i) =>
      present.slice(0, i).map((control) => [level, control] as const),
    );
  const [control, ...others] = levels;
  if (control === undefined || !present.includes(control)) return [];
  return others
    .filter((level) => present.includes(level))
    .map((level) => [level, control] as const);
}

/** Whether any two units of a group have one block: then nothing says which belong to a partner. */
export function repeatsBlock(units: readonly Unit[]): boolean {
  const seen = new Set<Unit["block"]>();
  return units.some(({ block }) => {
    const isKnown = block !== null && seen.has(block);
    seen.add(block);
    return isKnown;
  });
}
