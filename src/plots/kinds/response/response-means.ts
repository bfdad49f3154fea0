import { MEAN_MARK } from "../../look/theme.js";
import { hasCensored } from "../../parts/censored-marks.js";
import { colourBy, drawn, quantity, shapeBy, tip } from "../../marks/encode.js";
import { nearby } from "../../marks/nearby.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { numberText } from "../../marks/number-axis.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { beyondLayers, isInside } from "./response-beyond.js";
import { type GroupRoom, type ResponseLook, styleOf } from "./response-room.js";
import { unitOfValues } from "../../parts/sentences/units.js";
import { meanLayers } from "../../parts/mean-layers.js";

/** The mean of a level that does not stand out. */
const GREY_SIZE = 14;

type MeanRow = SpecRow & Readonly<Record<"mean" | "lower" | "upper", number>>;

/** Means and the lines that join them; those that stand out lie on top, and they alone have intervals. */
export function responseMeans(
  panel: Panel,
  look: ResponseLook,
  { height }: PlotArea,
  room: GroupRoom,
): SpecPart[] {
  const { domain, styles } = look;
  const near = (value: number): number => nearby(value, { domain, scale: "linear" });
  const told = (standsOut: boolean): MeanRow[] =>
    meanRows(panel, look, room, standsOut).map((row) => ({
      ...row,
      low: row.lower,
      high: row.upper,
      lower: near(row.lower),
      upper: near(row.upper),
    }));
  const [loud, grey] = [told(true), told(false)];
  const lines = [...grey, ...loud].map((row) => ({ ...row, y: near(row.mean) }));
  const isBounded = loud.every(({ lower, upper }) => Number.isFinite(lower + upper));
  const color = colourBy("level", styles);
  const tooltip = meanTips(panel, look, isBounded);
  const [x, y] = [quantity("x"), quantity("mean")];
  const inside = ({ mean }: MeanRow): boolean => isInside(mean, domain);
  const shape = styles.length > 1 ? shapeBy("level", styles) : undefined;
  return [
    drawn(lines, {
      mark: { type: "line", strokeWidth: 1.2, strokeOpacity: 0.7, clip: true },
      encoding: { x, y: quantity("y"), color, detail: { field: "part", type: "nominal" } },
    }),
    ...(grey.length === 0
      ? []
      : [
          drawn(grey.filter(inside), {
            mark: { type: "point", filled: true, size: GREY_SIZE, opacity: 1 },
            encoding: { x, y, color, tooltip },
          }),
        ]),
    ...meanLayers(loud.filter(inside), {
      along: "y",
      centre: "mean",
      encoding: { x, color },
      shape,
      tooltip,
      clip: true,
    }),
    ...beyondLayers(
      [...grey, ...loud],
      "mean",
      { domain, height },
      { ...MEAN_MARK },
      { color, tooltip },
    ),
  ];
}

function meanRows(
  { cells }: Panel,
  { axis, styles }: ResponseLook,
  room: GroupRoom,
  standsOut: boolean,
): MeanRow[] {
  return cells
    .filter(({ estimate }) => Number.isFinite(estimate))
    .filter(({ levels }) => styleOf(levels, styles).standsOut === standsOut)
    .map(({ levels, estimate, lower, upper, n }) => ({
      x: axis.place(Number(levels[0])) + room.middle(levels),
      at: numberText(Number(levels[0])),
      level: styleOf(levels, styles).text,
      // No line crosses the break: there is no value between.
      part: Number(levels[0]) === 0 && axis.isLog ? "zero" : styleOf(levels, styles).text,
      mean: estimate,
      lower,
      upper,
      n,
    }));
}

function meanTips(
  { cells, response }: Panel,
  { design }: ResponseLook,
  areBounded: boolean,
): SpecPart[] {
  const centre = hasCensored(cells) ? "median" : "mean";
  return [
    tip("at", design.factors[0]?.name ?? ""),
    ...(design.factors[1] === undefined ? [] : [tip("level", design.factors[1].name)]),
    tip("mean", `${centre} ${response.name}`, "quantitative"),
    ...(areBounded
      ? [tip("low", "lower", "quantitative"), tip("high", "upper", "quantitative")]
      : []),
    tip("n", `${unitOfValues(design)}s`, "quantitative"),
  ];
}
