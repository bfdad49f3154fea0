import { CeterisError } from "../util/error.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import { combine } from "./effects.js";
import { levelKey, levelText } from "./level.js";
import type { Unit } from "./observe.js";
import type { Plan } from "./plans.js";
import type { Factor, Level } from "./types.js";

/** Empty cells that an error names at most. */
const MOST_NAMED = 5;

/**
 * An effect of crossed factors is averaged over all combinations, so that none may be missing. Levels without any run
 * here do not count: they have no contrasts.
 *
 * @throws CeterisError `COMPARE` listing the empty cells.
 */
export function refuseEmptyCells(
  units: readonly Unit[],
  plan: Plan,
  factors: readonly Factor[],
): void {
  const crossed = plan.factors.filter((position) => !plan.nested.includes(position));
  const present = crossed.map((position) => {
    const seen = new Set<Level>(units.map(({ levels }) => levels[position]!));
    return factors[position]!.levels.filter((level) => seen.has(level));
  });
  const filled = new Set(
    units.map((unit) => levelKey(crossed.map((position) => unit.levels[position]!))),
  );
  const empty = combine(present).filter((levels) => !filled.has(levelKey(levels)));
  if (empty.length === 0) return;
  const named = empty.slice(0, MOST_NAMED).map((levels) => levels.map(levelText).join(", "));
  const rest = empty.length - named.length;
  const names = crossed.map((position) => factors[position]!.name);
  throw new CeterisError(
    "COMPARE",
    `There is no finished run of ${listWords(names)} at ${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join("; ")}, so effects cannot be averaged over all combinations; ${nestedRemedy(units, crossed, names)}compare within each level ('${names.join(" + ")}'), or filter such levels away (where).`,
  );
}

/** Where each level of one of two factors occurs at one level of the other only, it is a part of that one. */
function nestedRemedy(
  units: readonly Unit[],
  crossed: readonly number[],
  names: readonly string[],
): string {
  const [first, second, ...more] = crossed;
  if (first === undefined || second === undefined || more.length > 0) return "";
  const isPart = (inner: number, outer: number): boolean =>
    [...groupBy(units, ({ levels }) => levelKey([levels[inner]!])).values()].every(
      (group) => new Set(group.map(({ levels }) => levels[outer]!)).size === 1,
    );
  if (isPart(second, first)) return `nest ${names[1]} in ${names[0]} ('${names.join(" / ")}'), `;
  return isPart(first, second)
    ? `nest ${names[0]} in ${names[1]} ('${names.toReversed().join(" / ")}'), `
    : "";
}
