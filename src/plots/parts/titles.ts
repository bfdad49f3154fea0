import type { Comparison } from "../../compare/comparison.js";
import { listWords } from "../../util/list-words.js";

/** `val_accuracy by optimizer and lr`. */
export function comparisonTitle({ design }: Comparison): string {
  const responses = listWords(design.responses.map(({ name }) => name));
  const factors = listWords(design.factors.map(({ name }) => name));
  return factors === "" ? responses : `${responses} by ${factors}`;
}
