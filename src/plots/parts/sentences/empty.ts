import { levelKey } from "../../../compare/level.js";
import type { Design, Level } from "../../../compare/types.js";

/** What stands in a panel without a value. */
export function emptyText({ uncommon }: Design, facets: readonly Level[]): string {
  const key = levelKey(facets);
  return uncommon.some((one) => levelKey(one) === key)
    ? "no setting that all levels share"
    : "no values";
}
