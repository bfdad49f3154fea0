import type { Domain } from "./domain.js";
import type { LevelStyle } from "../look/level-style.js";
import type { SpecPart, SpecRow } from "../render/spec.js";
import { LABEL_SIZE, SOFT_INK } from "../look/theme.js";

/** A layer or view that draws rows of its own. */
export function drawn(rows: readonly SpecRow[], part: SpecPart): SpecPart {
  return { data: { values: rows }, ...part };
}

/** The points of a line: fields that all of them share, and lists with a value for each. */
export type LineRow = Readonly<
  Record<string, string | number | boolean | null | readonly (number | null)[]>
>;

/** A layer that draws the points of lines, each line as one row with lists in these fields. */
export function drawnLines(
  lines: readonly LineRow[],
  fields: readonly string[],
  part: SpecPart,
): SpecPart {
  return { data: { values: lines }, transform: [{ flatten: fields }], ...part };
}

/** What a picture needs of a number. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}

/** Small texts that begin at `x` px, each at the height of its row's `y`. */
export function textsBeside(rows: readonly SpecRow[], field: string, x: number): SpecPart {
  return drawn(rows, {
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      fontSize: LABEL_SIZE - 1,
      color: SOFT_INK,
    },
    encoding: {
      x: { value: x },
      y: quantity("y"),
      text: { field, type: "nominal" },
    },
  });
}

/** A quantitative channel. */
export function quantity(field: string, part: SpecPart = {}): SpecPart {
  return { field, type: "quantitative", ...part };
}

/** A scale with exactly this domain. */
export function fixedScale(domain: Domain, part: SpecPart = {}): SpecPart {
  return { domain, nice: false, ...(part["type"] === "log" ? {} : { zero: false }), ...part };
}

/** The colour of the level whose text stands in a field. */
export function colourBy(field: string, styles: readonly LevelStyle[]): SpecPart {
  return styleBy(field, styles, ({ colour }) => colour);
}

/** The shape of the level whose text stands in a field. */
export function shapeBy(field: string, styles: readonly LevelStyle[]): SpecPart {
  return styleBy(field, styles, ({ shape }) => shape);
}

function styleBy(
  field: string,
  styles: readonly LevelStyle[],
  pick: (style: LevelStyle) => string,
): SpecPart {
  const scale = { domain: styles.map(({ text }) => text), range: styles.map(pick) };
  return { field, type: "nominal", scale, legend: null };
}

/**
 * The colour that stands in the field `colour`, as a scale, whose colours a theme can change.
 *
 * @param colours - All that may stand there, the same in all views that share the scale.
 */
export function ownColour(colours: readonly string[]): SpecPart {
  const distinct = [...new Set(colours)];
  const scale = { domain: distinct, range: distinct };
  return { field: "colour", type: "nominal", scale, legend: null };
}

/** A line of a tooltip. Numbers show five significant digits. */
export function tip(
  field: string,
  title: string,
  type: "nominal" | "quantitative" = "nominal",
): SpecPart {
  return type === "nominal" ? { field, title, type } : { field, title, type, format: ".5~g" };
}

/** A note in the middle of a panel that has nothing to draw. */
export function emptyNote(text: string, width: number, height: number): SpecPart {
  return drawn([{}], {
    mark: { type: "text", text, fontSize: LABEL_SIZE, color: SOFT_INK },
    encoding: { x: { value: width / 2 }, y: { value: height / 2 } },
  });
}
