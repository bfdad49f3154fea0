import type { Comparison } from "../../compare/comparison.js";
import { measureName } from "../../compare/transform.js";
import { listWords } from "../../util/list-words.js";

/** `val_accuracy by optimizer and lr`, in the units that are drawn: `val_loss` of `log(val_loss)`. */
export function comparisonTitle({ design }: Comparison): string {
  const responses = listWords(design.responses.map(measureName));
  const factors = listWords(design.factors.map(({ name }) => name));
  return factors === "" ? responses : `${responses} by ${factors}`;
}
