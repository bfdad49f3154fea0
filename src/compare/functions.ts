/** Functions of one number in expressions. */
export const FUNCTIONS = ["abs", "sqrt", "exp", "log", "log2", "log10"] as const;
export type NamedFunction = (typeof FUNCTIONS)[number];

/** The function's value: NaN where it has none, as for the root of a number below 0. */
export function applyFunction(name: NamedFunction, value: number): number {
  return Math[name](value);
}

/** Scales on which a response can be computed. */
export const TRANSFORMS = ["log", "log2", "log10", "logit"] as const;
export type Transform = (typeof TRANSFORMS)[number];

/** A value on another scale; NaN where it has no place there: not above 0, and for `logit` not below 1 either. */
export function applyTransform(name: Transform, value: number): number {
  if (!(value > 0)) return NaN;
  if (name !== "logit") return Math[name](value);
  return value < 1 ? Math.log(value / (1 - value)) : NaN;
}
