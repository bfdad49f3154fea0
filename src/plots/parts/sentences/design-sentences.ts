import type { Comparison } from "../../../compare/comparison.js";
import { averagingSentences } from "./averaging.js";
import { failureSentence } from "./failures.js";
import { unitOfValues } from "./units.js";
import { countText } from "../../../util/count-text.js";

/** What else every subtitle owes its reader: what was averaged over, what never got there, what is missing. */
export function designSentences(comparison: Comparison): string[] {
  return [
    ...averagingSentences(comparison.design),
    censoredSentence(comparison),
    failureSentence(comparison),
  ];
}

/** How many runs never came where `stepsTo` waits for them; empty where all did. */
function censoredSentence({ cells, design }: Comparison): string {
  const some = cells.filter(({ censored }) => censored > 0);
  if (some.length === 0) return "";
  const responses = new Set(some.map(({ response }) => response));
  const all = cells.filter(({ response }) => responses.has(response));
  const never = some.reduce((sum, { censored }) => sum + censored, 0);
  const size = all.reduce((sum, { n }) => sum + n, 0);
  const noun = unitOfValues(design) === "run" ? "run" : "value";
  return `${never} of ${countText(size, noun)} never got there`;
}
