import type { Contrast, Design } from "../../../compare/types.js";
import { colourBy, drawn, quantity, tip } from "../../marks/encode.js";
import { shapeField, type ComparisonLook } from "../../parts/comparison-look.js";
import { meanLayers, type MeanRow } from "../../parts/mean-layers.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { tDensity } from "./t-density.js";
import { BAND_INK, FAINT_INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";

/** Width of the density in a group's room. */
const DENSITY_WIDTH = 0.44;
const DOT_AT = -0.04;

/** Values that a panel of differences has to show: zero, the margin, the intervals, the densities. */
export function differenceValues(
  differences: readonly Contrast[],
  { confidence, margin = 0 }: Pick<Design, "confidence" | "margin">,
): number[] {
  return [
    -margin,
    margin,
    ...differences.flatMap((one) => [
      one.difference,
      one.lower,
      one.upper,
      ...tDensity(one, confidence).map(({ value }) => value),
    ]),
  ];
}

/** The lower layers of an estimation plot: the zero line, and each difference with its interval and t density. */
export function differenceLayers(
  differences: readonly Contrast[],
  look: ComparisonLook,
  confidence: number,
): SpecPart[] {
  const shown = differences.filter(({ difference }) => Number.isFinite(difference));
  const rows = shown.map((one) => differenceRow(one, look));
  const x = quantity("x");
  const color = colourBy("level", look.styles);
  return [
    ...marginLayers(shown, look),
    drawn(shown.length === 0 ? [] : [{ y: 0 }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1 },
      encoding: { x: { value: 0 }, x2: { value: "width" }, y: quantity("y") },
    }),
    drawn(
      shown.flatMap((one) => densityRows(one, look, confidence)),
      {
        mark: { type: "area", orient: "horizontal", opacity: 0.28, line: false },
        encoding: {
          x,
          x2: { field: "edge" },
          y: quantity("value"),
          color,
          detail: { field: "contrast", type: "nominal" },
        },
      },
    ),
    ...meanLayers(rows, {
      along: "y",
      centre: "difference",
      encoding: { x, color },
      shape: look.shape,
      tooltip: differenceTips(look),
    }),
  ];
}

/** The band of differences that do not matter. */
function marginLayers(differences: readonly Contrast[], { margin }: ComparisonLook): SpecPart[] {
  if (margin === undefined) return [];
  // Inside where the band reaches the panel's end, else below it.
  const isWide =
    -margin < 0.6 * Math.min(0, ...differences.map(({ lower, difference }) => lower || difference));
  const label = {
    type: "text",
    text: "margin",
    align: "left",
    ...(isWide ? { baseline: "bottom", dy: -3 } : { baseline: "top", dy: 3 }),
    fontSize: LABEL_SIZE - 1,
    color: SOFT_INK,
  };
  return [
    drawn([{ low: -margin, high: margin }], {
      mark: { type: "rect", color: BAND_INK },
      encoding: {
        x: { value: 0 },
        x2: { value: "width" },
        y: quantity("low"),
        y2: { field: "high" },
      },
    }),
    drawn([{ low: -margin }], {
      mark: label,
      encoding: { x: { value: 5 }, y: quantity("low") },
    }),
  ];
}

/** `adam minus sgd`, or with another word or sign between them. */
export function contrastName(
  { level, control }: Contrast,
  { names }: ComparisonLook,
  minus: string,
): string {
  const nameOf = names[0]!;
  return `${nameOf(level)} ${minus} ${nameOf(control)}`;
}

/** Where the dot of a contrast stands. */
function contrastPlace({ level, within }: Contrast, { slots }: ComparisonLook): number {
  return slots.place([level, ...within]) + DOT_AT * slots.room;
}

function differenceRow(one: Contrast, look: ComparisonLook): MeanRow {
  return {
    x: contrastPlace(one, look),
    level: look.colourName([one.level, ...one.within]),
    ...shapeField([one.level, ...one.within], look),
    contrast: contrastName(one, look, "minus"),
    within: one.within.map((level, i) => look.names[i + 1]!(level)).join(", "),
    difference: one.difference,
    lower: one.lower,
    upper: one.upper,
    n: one.n,
    p: one.pAdjusted,
  };
}

function differenceTips(look: ComparisonLook): SpecPart[] {
  const further = look.factors
    .slice(1)
    .map(({ name }) => name)
    .join(", ");
  return [
    tip("contrast", look.factors[0]?.name ?? ""),
    ...(further === "" ? [] : [tip("within", further)]),
    tip("difference", "difference", "quantitative"),
    tip("lower", "lower", "quantitative"),
    tip("upper", "upper", "quantitative"),
    tip("p", "p, adjusted", "quantitative"),
    tip("n", look.isPaired ? "pairs" : `${look.unit}s`, "quantitative"),
  ];
}

function densityRows(one: Contrast, look: ComparisonLook, confidence: number): SpecRow[] {
  const x = contrastPlace(one, look);
  return tDensity(one, confidence).map(({ value, height }) => ({
    x,
    edge: x + DENSITY_WIDTH * look.slots.room * height,
    value,
    level: look.colourName([one.level, ...one.within]),
    contrast: look.cellName([one.level, ...one.within]),
  }));
}
