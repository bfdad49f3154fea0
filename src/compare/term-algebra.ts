/** The factors of one term, as ascending numbers: `[0]` is a main effect, `[0, 1]` an interaction. */
export type FactorSet = readonly number[];

/** A text that is the same for the same factors only. */
export function setKey(factors: FactorSet): string {
  return factors.join(",");
}

/** `a:b`: every term of one side joined with every term of the other. */
export function interact(left: readonly FactorSet[], right: readonly FactorSet[]): FactorSet[] {
  return left.flatMap((one) => right.map((other) => union(one, other)));
}

/** `a*b`: both sides and their interaction. */
export function cross(left: readonly FactorSet[], right: readonly FactorSet[]): FactorSet[] {
  return [...left, ...right, ...interact(left, right)];
}

/** `a/b`: the left side, and the right one within all of it. */
export function nest(left: readonly FactorSet[], right: readonly FactorSet[]): FactorSet[] {
  return [...left, ...interact([left.reduce(union)], right)];
}

function union(one: FactorSet, other: FactorSet): FactorSet {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}
