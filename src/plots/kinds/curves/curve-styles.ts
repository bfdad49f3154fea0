import { levelKey } from "../../../compare/level.js";
import { groupBy } from "../../../util/group-by.js";
import type { Factor, Level } from "../../../compare/types.js";
import { mean } from "../../../stats/mean.js";
import type { CurveGroup } from "./curve-groups.js";
import type { CurveSet } from "./curves-data.js";
import { unitOfValues } from "../../parts/sentences/units.js";
import { combinationNames } from "../../look/level-names.js";
import {
  BACKGROUND_COLOUR,
  levelStyles,
  MAX_STYLED_LEVELS,
  type LevelStyle,
} from "../../look/level-style.js";

/** How one line of means is drawn, in every facet. */
export type CurveStyle = Omit<LevelStyle, "level" | "shape"> & {
  readonly levels: readonly Level[];
};

/** Beyond eight lines so many stand out beside the control. */
const MOST_CHOSEN = 5;

/**
 * The style of each combination of factors that occurs: the first factor has the colour, the last the dash. Beyond
 * eight lines the control and the best five stand out and the rest is grey; the grey ones come first, to lie below.
 */
export function curveStyles(
  { design, response }: CurveSet,
  groups: readonly CurveGroup[],
  colours: Readonly<Record<string, string>> = {},
): CurveStyle[] {
  const lines = linesOf(groups, design.factors);
  const crowded = lines.length > MAX_STYLED_LEVELS;
  const chosen = crowded ? chosenLines(lines, groups, response.direction) : lines;
  const chosenKeys = new Set(chosen.map(levelKey));
  const styles = design.factors.map(({ levels }, i) => {
    const standOut = chosen.map((line) => line[i] ?? null);
    return levelStyles(levels, { standOut, colours });
  });
  const nameOf = combinationNames(design.factors, lines);
  return lines
    .map((line) => ({
      ...lineStyle(line, styles, chosenKeys.has(levelKey(line))),
      text: line.length === 0 ? `all ${unitOfValues(design)}s` : nameOf(line),
    }))
    .toSorted((a, b) => Number(a.standsOut) - Number(b.standsOut));
}

/** The style, or the group of curves, of the line of these levels. */
export function atLevels<Entry extends { readonly levels: readonly Level[] }>(
  entries: readonly Entry[],
  levels: readonly Level[],
): Entry | undefined {
  const key = levelKey(levels);
  return entries.find((entry) => levelKey(entry.levels) === key);
}

function linesOf(groups: readonly CurveGroup[], factors: readonly Factor[]): (readonly Level[])[] {
  const lines = new Map(groups.map(({ levels }) => [levelKey(levels), levels]));
  const place = (line: readonly Level[]): number[] =>
    line.map(
      (level, i) =>
        factors[i]?.levels.findIndex((one) => levelKey([one]) === levelKey([level])) ?? 0,
    );
  return [...lines.values()].toSorted((a, b) => {
    const [one, other] = [place(a), place(b)];
    const at = one.findIndex((position, i) => position !== other[i]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  });
}

function lineStyle(
  levels: readonly Level[],
  styles: readonly (readonly LevelStyle[])[],
  standsOut: boolean,
): Omit<CurveStyle, "text"> {
  const levelStyle = (i: number): LevelStyle | undefined =>
    styles.at(i)?.find((style) => levelKey([style.level]) === levelKey([levels.at(i) ?? null]));
  const [colour, dash] = [levelStyle(0) ?? levelStyles([null])[0], levelStyle(-1)];
  return {
    levels,
    colour: standsOut ? (colour?.colour ?? BACKGROUND_COLOUR) : BACKGROUND_COLOUR,
    dash: standsOut ? (dash?.dash ?? []) : [],
    standsOut,
  };
}

/** Which lines stand out where there are too many for all. */
export function colouredWords({ response }: Pick<CurveSet, "response">): string {
  return response.direction === undefined
    ? `the first ${MOST_CHOSEN + 1}, as it is not known whether more is better`
    : `the control and the best ${MOST_CHOSEN}`;
}

/** The control, and the lines whose last means are best on average over the facets. */
function chosenLines(
  lines: readonly (readonly Level[])[],
  groups: readonly CurveGroup[],
  direction: "up" | "down" | undefined,
): (readonly Level[])[] {
  const [control, ...others] = lines;
  const ranked = direction === undefined ? others : rankedLines(groups, direction);
  const best = ranked.filter((line) => levelKey(line) !== levelKey(control!));
  return [control!, ...best.slice(0, MOST_CHOSEN)];
}

function rankedLines(
  groups: readonly CurveGroup[],
  direction: "up" | "down",
): (readonly Level[])[] {
  const sign = direction === "up" ? 1 : -1;
  const scored = [...groupBy(groups, ({ levels }) => levelKey(levels)).values()].map((group) => ({
    levels: group[0]!.levels,
    score: sign * mean(group.map(({ means }) => means.at(-1)?.mean ?? NaN)),
  }));
  return scored
    .filter(({ score }) => !Number.isNaN(score))
    .toSorted((a, b) => b.score - a.score)
    .map(({ levels }) => levels);
}
