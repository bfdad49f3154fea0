import { holm } from "../stats/holm.js";
import { levelKey } from "./level.js";
import type { Contrast, OmnibusTest } from "./types.js";

/** A test of a term that has no contrasts: numbers that enter as a line, an interaction of three factors. */
export interface LoneTest {
  readonly test: OmnibusTest;
  /** True where its p is below 1 - confidence, adjusted by Holm's method over all contrasts and all such tests. */
  readonly isClear: boolean;
}

/** The tests of terms without contrasts, which belong to the family of the contrasts. */
export function findLoneTests(
  contrasts: readonly Contrast[],
  tests: readonly OmnibusTest[],
  confidence: number,
): LoneTest[] {
  const placeOf = ({ response, facets, term }: Contrast | OmnibusTest): string =>
    levelKey([response, ...facets, term]);
  const known = new Set(contrasts.map(placeOf));
  const lone = tests.filter((one) => one.test !== "Friedman" && !known.has(placeOf(one)));
  const p = holm([...lone, ...contrasts].map((one) => one.p));
  return lone.map((test, index) => ({ test, isClear: p[index]! < 1 - confidence }));
}
