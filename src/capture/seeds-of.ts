import type { Params } from "../store/format-params.js";
import { isSeedName } from "../util/seed-names.js";

/** The params that seed random numbers, by their names; one within another param has a dotted name. */
export function seedsOf(params: Params): Record<string, number> {
  return Object.fromEntries(seedEntries(params, ""));
}

function seedEntries(params: object, prefix: string): (readonly [string, number])[] {
  return Object.entries(params).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "number") return isSeedName(name) ? [[prefix + name, value] as const] : [];
    return isNested(value) ? seedEntries(value, `${prefix}${name}.`) : [];
  });
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
