import type { Level } from "../compare/types.js";
import type { CurveGroup } from "./curve-groups.js";
import { atLevels, type CurveStyle } from "./curve-styles.js";
import { dodge } from "./dodge.js";
import { drawn } from "./encode.js";
import { shortenText } from "./font/text-width.js";
import type { SpecPart } from "./render/spec.js";
import { LABEL_SIZE } from "./theme.js";

const LINE_HEIGHT = 15;
const LABEL_AT = 18;
const NAME_LIMIT = 200;

export interface EndLabelOptions {
  readonly width: number;
  readonly height: number;
  /** Where a value lies, in px from the top. */
  readonly pixel: (value: number) => number;
  /** What stands after a line's name, such as its size. */
  readonly suffix: (levels: readonly Level[]) => string;
}

/**
 * The name of each line at its end, moved apart where they would cover each other, with a thin lead to the end. A line
 * that this panel lacks is named too, since its labels are those of all panels beside it.
 */
export function endLabels(
  groups: readonly CurveGroup[],
  styles: readonly CurveStyle[],
  options: EndLabelOptions,
): SpecPart[] {
  const named = styles.filter(({ standsOut }) => standsOut);
  const ends = named.map(({ levels }) => {
    const value = atLevels(groups, levels)?.means.at(-1)?.mean ?? NaN;
    const y = Number.isNaN(value) ? undefined : options.pixel(value);
    return y === undefined ? undefined : Math.max(0, Math.min(options.height, y));
  });
  const places = dodge(
    ends.map((end) => end ?? options.height),
    LINE_HEIGHT,
    options.height,
  );
  return named.flatMap((style, i) => labelLayers(style, ends[i], places[i] ?? 0, options));
}

function labelLayers(
  { text, levels, colour, dash }: CurveStyle,
  end: number | undefined,
  place: number,
  { width, suffix }: EndLabelOptions,
): SpecPart[] {
  const label = shortenText(text, NAME_LIMIT, LABEL_SIZE) + suffix(levels);
  const lead = drawn([{}], {
    mark: { type: "rule", stroke: colour, strokeWidth: 1, opacity: 0.7, strokeDash: dash },
    encoding: {
      x: { value: width + 2 },
      x2: { value: width + LABEL_AT - 4 },
      y: { value: end ?? 0 },
      y2: { value: place },
    },
  });
  const name = drawn([{}], {
    mark: {
      type: "text",
      text: label,
      align: "left",
      baseline: "middle",
      fontSize: LABEL_SIZE,
      color: colour,
    },
    encoding: { x: { value: width + LABEL_AT }, y: { value: place } },
  });
  return end === undefined ? [name] : [lead, name];
}
