import { cellText } from "../frame/cell-text.js";
import { wrapWords } from "../util/wrap-words.js";

/**
 * A message in at most `width` columns of a terminal, with control characters escaped. Only its first line is wrapped:
 * those below it quote a formula, with a caret under the place.
 */
export function noteText(text: string, width: number = Infinity): string {
  const [sentence, ...quoted] = text.split("\n").map(cellText);
  return [...wrapWords(sentence!.split(" "), width), ...quoted].join("\n");
}
