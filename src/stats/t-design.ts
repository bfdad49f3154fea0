/** Which t test is planned, in R's words. */
export type TDesign = "two.sample" | "one.sample" | "paired";

/** From here on no number of values is searched for: the answer is Infinity. R stops at the same size. */
export const MOST_VALUES = 1e7;

/** Groups whose means are compared. */
export function groupsOf(type: TDesign): 1 | 2 {
  return type === "two.sample" ? 2 : 1;
}
