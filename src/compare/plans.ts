import type { Crossing } from "./arrange-terms.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import type { Factor, Term } from "./types.js";

/** Factors that are compared together, at fixed levels of all others. */
export interface Plan {
  /**
   * `levels`: those of one factor, in each stratum by themselves. `cells`: effects of crossed and nested factors, in a
   * model with a mean for each cell. `additive`: effects that add up.
   */
  readonly kind: "levels" | "cells" | "additive";
  /** Positions of the factors, nested ones last. */
  readonly factors: readonly number[];
  /** Positions of all other factors. */
  readonly within: readonly number[];
  /** Positions of those that have a meaning within others only. */
  readonly nested: readonly number[];
  readonly terms: readonly Term[];
}

/**
 * What a formula compares. `a + b` compares the levels of a within those of b; `a*b` and `a/b` compare all their factors,
 * within the other ones; `.` compares every factor.
 *
 * @throws FormulaError for a nested factor beside `.`, whose effects could not add up.
 */
export function planTerms(
  { crossings, dot, text }: Pick<Formula, "crossings" | "dot" | "text">,
  factors: readonly Pick<Factor, "name">[],
): Plan[] {
  const all = factors.map((_, position) => position);
  if (all.length === 0) return [];
  if (dot !== undefined && crossings.some(({ nested }) => nested))
    throw new FormulaError(
      'The effects of "." add up, which those of a nested factor do not; name the params instead of ".".',
      text,
      dot,
    );
  if (dot !== undefined) return [effectsPlan("additive", all, crossings, factors)];
  return componentsOf(all, crossings).flatMap((component) => {
    const own = crossings.filter((crossing) => component.includes(crossing.factors[0]!));
    if (own.length > 0) return effectsPlan("cells", component, own, factors);
    return component.includes(0) ? levelsPlan(factors) : [];
  });
}

/** Positions of the factors that no term compares: all comparisons are made at a level of theirs. */
export function heldFactors(plans: readonly Plan[], count: number): number[] {
  const compared = new Set(plans.flatMap((plan) => plan.factors));
  return Array.from({ length: count }, (_, position) => position).filter(
    (position) => !compared.has(position),
  );
}

function levelsPlan(factors: readonly Pick<Factor, "name">[]): Plan {
  const within = factors.map((_, position) => position).slice(1);
  const terms = [{ name: factors[0]!.name, factors: [0], within }];
  return { kind: "levels", factors: [0], within, nested: [], terms };
}

/** Factors that crossings join, directly or through others. */
function componentsOf(positions: readonly number[], crossings: readonly Crossing[]): number[][] {
  let components = positions.map((position) => [position]);
  for (const { factors } of crossings) {
    const joined = components.filter((component) => component.some((one) => factors.includes(one)));
    const others = components.filter((component) => !joined.includes(component));
    components = [...others, joined.flat()];
  }
  return components
    .map((component) => component.toSorted((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
}

function effectsPlan(
  kind: "cells" | "additive",
  component: readonly number[],
  crossings: readonly Crossing[],
  factors: readonly Pick<Factor, "name">[],
): Plan {
  const nested = crossings.flatMap((crossing) =>
    crossing.nested && isNew(crossing, crossings) ? crossing.factors.at(-1)! : [],
  );
  const outer = (position: number): readonly number[] =>
    crossings.find((one) => one.nested && isNew(one, crossings) && one.factors.at(-1) === position)
      ?.factors ?? [];
  const within = factors.map((_, position) => position).filter((one) => !component.includes(one));
  const nameOf = (positions: readonly number[]): string =>
    positions.map((position) => factors[position]!.name).join(":");
  const toTerm = (members: readonly number[]): Term => {
    const around = members
      .filter((position) => nested.includes(position))
      .flatMap((position) => outer(position).filter((one) => one !== position));
    const compared = members.filter((position) => !around.includes(position));
    const held = [...new Set([...within, ...around])].sort((a, b) => a - b);
    const place = [...new Set(around)].sort((a, b) => a - b);
    const name = nameOf(compared) + (place.length > 0 ? ` within ${nameOf(place)}` : "");
    return { name, factors: compared, within: held };
  };
  const main = component.filter((position) => !nested.includes(position));
  return {
    kind,
    factors: [...main, ...component.filter((position) => nested.includes(position))],
    within,
    nested,
    terms: [
      ...main.map((position) => toTerm([position])),
      ...crossings.map((crossing) => toTerm(crossing.factors)),
    ],
  };
}

/** True for the crossing that brings its last factor in; a larger one may cross the same factor with others. */
function isNew(crossing: Crossing, crossings: readonly Crossing[]): boolean {
  const last = crossing.factors.at(-1)!;
  return crossings.find((one) => one.nested && one.factors.includes(last)) === crossing;
}
