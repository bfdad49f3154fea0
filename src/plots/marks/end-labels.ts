import { dodge } from "./dodge.js";
import { drawn } from "./encode.js";
import type { SpecPart } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";

const LINE_HEIGHT = 15;

/** Px from the end of the lines to their names. */
export const END_LABEL_AT = 18;

/** A line that is named at its end. */
export interface LineEnd {
  readonly text: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** Where it ends, in px from the top; undefined for a line that this panel lacks. */
  readonly at: number | undefined;
}

/**
 * The name of each line at its end, moved apart where they would cover each other, with a thin lead to the end. A line
 * that this panel lacks is named too, since its labels are those of all panels beside it.
 */
export function labelEnds(ends: readonly LineEnd[], width: number, height: number): SpecPart[] {
  const inside = ends.map((end) => ({
    ...end,
    at: end.at === undefined ? undefined : Math.max(0, Math.min(height, end.at)),
  }));
  const places = dodge(
    inside.map(({ at }) => at ?? height),
    LINE_HEIGHT,
    height,
  );
  return inside.flatMap((end, i) => labelLayers(end, places[i] ?? 0, width));
}

function labelLayers(
  { text, colour, dash, at }: LineEnd,
  place: number,
  width: number,
): SpecPart[] {
  const lead = drawn([{}], {
    mark: { type: "rule", stroke: colour, strokeWidth: 1, opacity: 0.7, strokeDash: dash },
    encoding: {
      x: { value: width + 2 },
      x2: { value: width + END_LABEL_AT - 4 },
      y: { value: at ?? 0 },
      y2: { value: place },
    },
  });
  const name = drawn([{}], {
    mark: {
      type: "text",
      text,
      align: "left",
      baseline: "middle",
      fontSize: LABEL_SIZE,
      color: colour,
    },
    encoding: { x: { value: width + END_LABEL_AT }, y: { value: place } },
  });
  return at === undefined ? [name] : [lead, name];
}
