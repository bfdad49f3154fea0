import type { Response } from "../../../compare/types.js";
import type { LevelStyle } from "../../look/level-style.js";

/** What colour says where there are too many levels for one each; empty where every level has its own. */
export function coloursSentence(
  styles: readonly Pick<LevelStyle, "standsOut">[],
  [response]: readonly Pick<Response, "direction">[],
): string {
  if (styles.every(({ standsOut }) => standsOut)) return "";
  // Which level is the best cannot be told then.
  return response?.direction === undefined
    ? "Colour marks the control"
    : "Colour marks the control and the best";
}

/** ` with 95% interval`, or `, those in colour with 95% interval` where grey lines have none. */
export function withInterval(
  interval: string,
  styles: readonly Pick<LevelStyle, "standsOut">[],
): string {
  const isCrowded = styles.some(({ standsOut }) => !standsOut);
  return `${isCrowded ? ", those in colour" : ""} with ${interval}`;
}

/** What cells have no room for; empty where they have room for all. */
export function roomSentence(lacking: string): string {
  return lacking === "" ? "" : `Cells are too small for ${lacking}`;
}
