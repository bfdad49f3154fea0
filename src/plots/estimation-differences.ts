import type { Contrast } from "../compare/types.js";
import { levelText } from "../compare/level.js";
import { colourBy, drawn, quantity, tip } from "./encode.js";
import { MEAN_MARK, shapeField, type EstimationLook } from "./estimation-look.js";
import type { SpecPart, SpecRow } from "./render/spec.js";
import { tDensity } from "./t-density.js";
import { FAINT_INK } from "./theme.js";

/** Width of the density in a group's room. */
const DENSITY_WIDTH = 0.44;
const DOT_AT = -0.04;

/** Values that a panel of differences has to show: zero, the intervals, the densities. */
export function differenceValues(differences: readonly Contrast[], confidence: number): number[] {
  return [
    0,
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
  look: EstimationLook,
  confidence: number,
): SpecPart[] {
  const shown = differences.filter(({ difference }) => Number.isFinite(difference));
  const rows = shown.map((one) => differenceRow(one, look));
  const bounded = rows.filter(
    ({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper),
  );
  const x = quantity("x");
  const color = colourBy("level", look.styles);
  const tooltip = differenceTips(look);
  return [
    drawn([{ y: 0 }], {
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
    drawn(bounded, {
      mark: { type: "rule", strokeWidth: 2.4 },
      encoding: { x, y: quantity("lower"), y2: { field: "upper" }, color, tooltip },
    }),
    drawn(rows, {
      mark: MEAN_MARK,
      encoding: { x, y: quantity("difference"), color, shape: look.shape, tooltip },
    }),
  ];
}

/** Where the dot of a contrast stands. */
function contrastPlace({ level, within }: Contrast, { slots }: EstimationLook): number {
  return slots.place([level, ...within]) + DOT_AT * slots.room;
}

function differenceRow(one: Contrast, look: EstimationLook): SpecRow {
  return {
    x: contrastPlace(one, look),
    level: look.styleText([one.level, ...one.within]),
    ...shapeField([one.level, ...one.within], look),
    contrast: `${levelText(one.level)} minus ${levelText(one.control)}`,
    within: one.within.map(levelText).join(", "),
    difference: one.difference,
    lower: one.lower,
    upper: one.upper,
    n: one.n,
    p: one.pAdjusted,
  };
}

function differenceTips(look: EstimationLook): SpecPart[] {
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
    tip("n", look.isPaired ? "pairs" : "runs", "quantitative"),
  ];
}

function densityRows(one: Contrast, look: EstimationLook, confidence: number): SpecRow[] {
  const x = contrastPlace(one, look);
  return tDensity(one, confidence).map(({ value, height }) => ({
    x,
    edge: x + DENSITY_WIDTH * look.slots.room * height,
    value,
    level: look.styleText([one.level, ...one.within]),
    contrast: [one.level, ...one.within].map(levelText).join(" "),
  }));
}
