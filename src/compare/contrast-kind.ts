import type { Contrast } from "./types.js";

/** What a contrast compares, and where among the factors: the same in every facet. */
export function contrastKind({
  term,
  within,
  level,
  control,
}: Pick<Contrast, "term" | "within" | "level" | "control">): string {
  return JSON.stringify([term, within, level, control]);
}
