import type { Level } from "../../../compare/types.js";
import { shortenText } from "../../font/text-width.js";
import { LABEL_SIZE } from "../../look/theme.js";
import { labelEnds } from "../../marks/end-labels.js";
import type { SpecPart } from "../../render/spec.js";
import type { CurveGroup } from "./curve-groups.js";
import { atLevels, type CurveStyle } from "./curve-styles.js";

const NAME_LIMIT = 200;

export interface EndLabelOptions {
  readonly width: number;
  readonly height: number;
  /** Where a value lies, in px from the top. */
  readonly pixel: (value: number) => number;
  /** What stands after a line's name, such as its size. */
  readonly suffix: (levels: readonly Level[]) => string;
}

/** The names of the curves that stand out, at their ends. */
export function endLabels(
  groups: readonly CurveGroup[],
  styles: readonly CurveStyle[],
  { width, height, pixel, suffix }: EndLabelOptions,
): SpecPart[] {
  const ends = styles
    .filter(({ standsOut }) => standsOut)
    .map(({ levels, text, colour, dash }) => {
      const value = atLevels(groups, levels)?.means.at(-1)?.mean ?? NaN;
      const label = shortenText(text, NAME_LIMIT, LABEL_SIZE) + suffix(levels);
      return { text: label, colour, dash, at: Number.isNaN(value) ? undefined : pixel(value) };
    });
  return labelEnds(ends, width, height);
}
