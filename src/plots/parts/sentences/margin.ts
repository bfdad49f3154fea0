import { isRatio } from "../../../compare/transform.js";
import type { Design } from "../../../compare/types.js";
import { formatSignificant } from "../../../util/format-number.js";

/** What the band around no difference is, and how wide; empty without a margin. */
export function marginSentence({ margin, responses }: Design): string {
  if (margin === undefined) return "";
  const size = formatSignificant(margin, 4);
  return responses.every(isRatio)
    ? `The band is the margin, a factor of ${size}: a ratio within it does not matter`
    : `The band is the margin, ±${size}: a difference within it does not matter`;
}
