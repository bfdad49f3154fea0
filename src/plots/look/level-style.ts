import { compareLevels, levelKey, plainText } from "../../compare/level.js";
import type { Level } from "../../compare/types.js";
import { levelNames } from "./level-names.js";

/**
 * Okabe and Ito's colours, told apart with any colour vision, without the yellow, which is faint on white, and
 * with a brown in its place. Source: M. Okabe, K. Ito, "Color universal design" (2008).
 */
const PALETTE = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#000000",
  "#8c6d31",
] as const;

/** The colour of everything that does not stand out. */
export const BACKGROUND_COLOUR = "#bababa";

const DASHES = [
  [],
  [6, 2.5],
  [2, 2],
  [8, 2.5, 2, 2.5],
  [12, 3],
  [4, 1.5],
  [1, 2.5],
  [9, 2, 1, 2, 1, 2],
] as const;

const SHAPES = [
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
] as const;

/** Up to this many levels each have a colour of their own. */
export const MAX_STYLED_LEVELS: number = PALETTE.length;

/** How a level is drawn. */
export interface LevelStyle {
  readonly level: Level;
  /** Its name, which no other level of the factor has. */
  readonly text: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly shape: string;
  /** False for the levels that are grey because there are too many. */
  readonly standsOut: boolean;
}

export interface LevelStyleOptions {
  /** The levels that keep a colour where there are too many for all, such as the control and the best. */
  readonly standOut?: readonly Level[];
  /** Colours fixed by the caller, by the level's text. */
  readonly colours?: Readonly<Record<string, string>>;
}

/**
 * The style of each level, in the given order. A level's colour depends on the sorted set of levels only, so it is
 * the same in every chart of the same runs, whichever level is the control.
 */
export function levelStyles(
  levels: readonly Level[],
  options: LevelStyleOptions = {},
): LevelStyle[] {
  const crowded = levels.length > MAX_STYLED_LEVELS;
  const chosen = crowded ? (options.standOut ?? []) : levels;
  const ranks = ranksOf(crowded ? chosen : levels);
  const nameOf = levelNames(levels);
  return levels.map((level) => {
    const text = nameOf(level);
    const rank = ranks.get(levelKey([level]));
    const pinned = pinnedColour(options.colours, [text, plainText(level)]);
    const index = (rank ?? 0) % MAX_STYLED_LEVELS;
    const colour =
      pinned ?? (rank === undefined ? BACKGROUND_COLOUR : (PALETTE[index] ?? BACKGROUND_COLOUR));
    return {
      level,
      text,
      colour,
      dash: rank === undefined ? [] : (DASHES[index] ?? []),
      shape: rank === undefined ? "circle" : (SHAPES[index] ?? "circle"),
      standsOut: rank !== undefined || pinned !== undefined,
    };
  });
}

function pinnedColour(
  colours: Readonly<Record<string, string>> = {},
  texts: readonly string[],
): string | undefined {
  const found = texts.find((text) => Object.hasOwn(colours, text));
  return found === undefined ? undefined : colours[found];
}

function ranksOf(levels: readonly Level[]): Map<string, number> {
  const sorted = levels.toSorted(compareLevels).map((level) => levelKey([level]));
  return new Map([...new Set(sorted)].map((key, rank) => [key, rank]));
}
