import { textWidth } from "./text-width.js";

/** The text, or its two ends with an ellipsis between, where it is wider than `width` columns. */
export function cutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const characters = Array.from(text);
  const head = fitting(characters, Math.ceil((width - 1) / 2));
  const tail = fitting(characters.toReversed(), Math.floor((width - 1) / 2));
  return [...head, "…", ...tail.toReversed()].join("");
}

/** As many of the first characters as fit. */
function fitting(characters: readonly string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => (used += textWidth(character)) > width);
  return characters.slice(0, end);
}
