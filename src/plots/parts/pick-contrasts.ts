import type { Contrast } from "../../compare/types.js";
import { groupBy } from "../../util/group-by.js";

/** Contrasts that a chart has room for. */
export interface PickedContrasts {
  /** One of each kind, in their order. */
  readonly kinds: readonly Contrast[];
  /** All of these kinds. */
  readonly contrasts: readonly Contrast[];
  /** How many kinds there are. */
  readonly count: number;
}

/** The kinds of contrasts with the smallest p anywhere, at most so many; a kind occurs in several facets. */
export function pickContrasts(
  contrasts: readonly Contrast[],
  kindOf: (contrast: Contrast) => string,
  most: number,
): PickedContrasts {
  const groups = [...groupBy(contrasts, kindOf).entries()];
  const least = (group: readonly Contrast[]): number =>
    Math.min(2, ...group.map(({ p }) => p).filter((p) => !Number.isNaN(p)));
  const ranked = groups.toSorted(([, a], [, b]) => least(a) - least(b)).slice(0, most);
  const kept = new Set(ranked.map(([kind]) => kind));
  return {
    kinds: groups.filter(([kind]) => kept.has(kind)).map(([, [first]]) => first!),
    contrasts: contrasts.filter((one) => kept.has(kindOf(one))),
    count: groups.length,
  };
}
