import type { ColumnTerm, FactorTerm } from "./factor-term.js";
import type { FactorSet } from "./term-algebra.js";

/** Factors that act together. */
export interface Crossing {
  /** Positions in the formula's factors; nested ones stand last. */
  readonly factors: readonly number[];
  /** True for `a/b`: the levels of b mean something within a level of a only. */
  readonly nested: boolean;
}

/** The factors of a formula in order of appearance, and how they act together. */
export interface ArrangedTerms {
  readonly factors: readonly FactorTerm[];
  readonly crossings: readonly Crossing[];
}

/** A factor of the formula: one column, or several whose combinations are its levels. */
interface Unit {
  readonly set: FactorSet;
  readonly isNested: boolean;
}

/**
 * Makes factors and crossings of terms. A term in which no other one is contained is a factor of its own: `a`, or `a:b`
 * without the main effects of a and b. A larger term crosses the factors within it; what is left of it is nested.
 */
export function arrangeTerms(
  columns: readonly ColumnTerm[],
  sets: readonly FactorSet[],
): ArrangedTerms {
  const units: Unit[] = [];
  const crossed: Unit[][] = [];
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    const within = units.filter((unit) => unit.set.every((number) => set.includes(number)));
    const rest = set.filter((number) => !within.some((unit) => unit.set.includes(number)));
    if (rest.length > 0) units.push({ set: rest, isNested: within.length > 0 });
    if (within.length > 0) crossed.push(rest.length > 0 ? [...within, units.at(-1)!] : within);
  }
  units.sort((a, b) => columns[a.set[0]!]!.start - columns[b.set[0]!]!.start);
  const positions = new Map(units.map((unit, position) => [unit, position]));
  const position = (unit: Unit): number => positions.get(unit)!;
  return {
    factors: units.map(({ set }) => toFactorTerm(set.map((number) => columns[number]!))),
    crossings: crossed.map((within) => toCrossing(within, position)).sort(byPosition),
  };
}

function toCrossing(units: readonly Unit[], position: (unit: Unit) => number): Crossing {
  const inOrder = units.toSorted(
    (a, b) => Number(a.isNested) - Number(b.isNested) || position(a) - position(b),
  );
  return { factors: inOrder.map(position), nested: units.some(({ isNested }) => isNested) };
}

function toFactorTerm(parts: readonly ColumnTerm[]): FactorTerm {
  const [first, ...more] = parts;
  if (more.length === 0) return first!;
  const name = parts.map((part) => part.name).join(":");
  return { kind: "composite", name, parts, start: first!.start };
}

/** Pairs before triples, and each in the order of the factors. */
function byPosition({ factors: a }: Crossing, { factors: b }: Crossing): number {
  if (a.length !== b.length) return a.length - b.length;
  return a.reduce((order, position, index) => order || position - b[index]!, 0);
}
