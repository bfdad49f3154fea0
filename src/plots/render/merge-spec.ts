import type { SpecPart, SpecValue } from "./spec.js";

/** Merges objects within objects; a list or any other value is replaced, and by undefined it is taken out. */
export function mergeSpec(base: SpecPart, over: SpecPart): SpecPart {
  const entries = Object.entries(over).map(([key, value]): [string, SpecValue | undefined] => {
    const own = base[key];
    return [key, isSpecPart(own) && isSpecPart(value) ? mergeSpec(own, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

/** Whether a value of a specification is an object. */
export function isSpecPart(value: SpecValue | undefined): value is SpecPart {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
