import type { Design } from "../../../compare/types.js";

/** What each value is, where runs were averaged, and what that left out. */
export function averagingSentences({
  averagedOver,
  omitted = [],
}: Pick<Design, "averagedOver"> & Partial<Pick<Design, "omitted">>): string[] {
  return [...averagedOver.map((note) => `Each value is the ${note}`), ...omitted];
}

/** What blank cells of a matrix are. */
export function blankCellWords({ omitted }: Pick<Design, "omitted">): string {
  return omitted.length === 0 ? "were not run" : "were not run or are left out";
}
