import { levelKey, levelText } from "../../../compare/level.js";
import type { Design, Level, Observation } from "../../../compare/types.js";
import { groupBy } from "../../../util/group-by.js";
import { visibleText } from "../../../util/visible-text.js";
import { MEAN_MARK } from "../../parts/comparison-look.js";
import { censoredLayer, censoredRow, edgeValue, hasCensored } from "../../parts/censored-marks.js";
import { extent, type Domain } from "../../marks/domain.js";
import { colourBy, drawn, quantity, shapeBy, tip } from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import type { LevelStyle } from "../../look/level-style.js";
import { numberText, type NumberAxis } from "../../marks/number-axis.js";
import type { Panel } from "../../parts/panels.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { nearby } from "../../marks/nearby.js";
import { beyondLayers, isInside } from "./response-beyond.js";
import { responseBins } from "./response-bins.js";
import { swarmOffsets } from "../../marks/swarm.js";
import { FAINT_INK } from "../../look/theme.js";
import { unitOfValues } from "../../parts/words.js";

/** Px from a tested value to the next group's, and to its runs; less where values lie closer. */
const STEP = 15;
const RUNS_AT = -6;
const REACH = 4;
const DIAMETER = 4.6;
const RUNS_ROOM = REACH + DIAMETER - RUNS_AT;

/** Share of the width that outer groups may have beside the first and the last value. */
const MOST_BESIDE = 0.2;

/** The mean of a level that does not stand out. */
const GREY_SIZE = 14;

/** Room of one group, in px, below which runs lie on the value itself. */
const LEAST_STEP = 8;

/** What all panels of a response plot share. */
export interface ResponseLook {
  readonly design: Design;
  readonly axis: NumberAxis;
  /** One a level of the second factor, or a single one. */
  readonly styles: readonly LevelStyle[];
  /** Those that have a value. */
  readonly listed: readonly LevelStyle[];
  /** True where every run has a value of its own, so that only bins of runs have a mean. */
  readonly isSearch: boolean;
  readonly domain: Domain;
}

/** The axis with room for the outer groups and their runs beside the first and the last value. */
export function roomyAxis(
  axis: NumberAxis,
  { design, styles, isSearch }: Omit<ResponseLook, "axis" | "domain">,
  width: number,
): NumberAxis {
  if (isSearch) return axis;
  const places = (design.factors[0]?.levels ?? []).map((level) => axis.place(Number(level)));
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const count = styles.filter(({ standsOut }) => standsOut).length;
  const groups = ((count - 1) / 2) * mostStep(count, width);
  const beside = Math.min(MOST_BESIDE * width, groups + RUNS_ROOM);
  const room = (beside * (high - low)) / (width - 2 * beside);
  const domain = [
    Math.min(axis.domain[0], low - room),
    Math.max(axis.domain[1], high + room),
  ] as const;
  return { ...axis, domain };
}

/** Px from group to group at most. */
function mostStep(groups: number, width: number): number {
  return Math.min(STEP, (2 * (MOST_BESIDE * width - RUNS_ROOM)) / Math.max(1, groups - 1));
}

/** Runs, means with intervals, and the break before zero. */
export function responseLayers(panel: Panel, look: ResponseLook, area: PlotArea): SpecPart[] {
  const room = roomOf(look, area.width);
  return [
    ...breakLayer(look, area),
    ...pointLayers(panel, look, area, room),
    ...(look.isSearch ? binLayers(panel, look) : meanLayers(panel, look, area, room)),
    ...censoredLayer(censoredRows(panel, look, area, room), "y", {
      color: colourBy("level", look.styles),
    }),
  ];
}

/** The style of a cell or a run: by its second level. */
export function styleOf(levels: readonly Level[], styles: readonly LevelStyle[]): LevelStyle {
  const key = levelKey([levels[1] ?? null]);
  return styles.find(({ level }) => levelKey([level]) === key) ?? styles[0]!;
}

/** How groups lie side by side. */
interface GroupRoom {
  /** From a tested value to the middle of a group, as places on the axis. */
  readonly middle: (levels: readonly Level[]) => number;
  /** From there to its runs, and how far these spread; 0 where there is no room. */
  readonly runs: number;
  readonly reach: number;
  /** Places on the axis in one px. */
  readonly px: number;
}

function roomOf({ axis, design, styles, isSearch }: ResponseLook, width: number): GroupRoom {
  const px = extent(axis.domain) / width;
  const places = (design.factors[0]?.levels ?? []).map((level) => axis.place(Number(level)));
  const sorted = places.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => (place - sorted[i]!) / px);
  const own = styles.filter(({ standsOut }) => standsOut);
  const step = Math.min(
    mostStep(own.length, width),
    (Math.min(Infinity, ...gaps) * 0.8) / own.length,
  );
  const isRoomy = !isSearch && step >= LEAST_STEP;
  return {
    middle: (levels) => {
      const i = own.indexOf(styleOf(levels, styles));
      return isRoomy && i >= 0 ? (i - (own.length - 1) / 2) * step * px : 0;
    },
    runs: isRoomy ? RUNS_AT * (step / STEP) : 0,
    reach: isRoomy ? REACH * (step / STEP) : 0,
    px,
  };
}

function breakLayer({ axis }: ResponseLook, { height }: PlotArea): SpecPart[] {
  if (axis.breakAt === undefined) return [];
  return [
    drawn([{ x: axis.breakAt }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1, strokeDash: [3, 3] },
      encoding: { x: quantity("x"), y: { value: 0 }, y2: { value: height } },
    }),
  ];
}

/** The runs of the groups that stand out. */
function pointLayers(
  panel: Panel,
  look: ResponseLook,
  area: PlotArea,
  room: GroupRoom,
): SpecPart[] {
  const { design, domain, styles } = look;
  const loud = panel.observations.filter(({ levels }) => styleOf(levels, styles).standsOut);
  const cells = groupBy(loud, ({ levels }) => levelKey(levels));
  const scale = area.height / extent(look.domain);
  const rows = [...cells.values()].flatMap((cell) => {
    const along = cell.map(({ value }) => value * scale);
    const offsets = swarmOffsets(along, { diameter: DIAMETER, reach: room.reach });
    return cell.map((one, i) => pointRow(one, (room.runs + offsets[i]!) * room.px, look, room));
  });
  const color = colourBy("level", styles);
  const tooltip = [
    ...design.factors.map(({ name }, i) => tip(`factor${i}`, name)),
    ...(design.block === undefined ? [] : [tip("seed", design.block)]),
    tip("run", "run"),
    tip("value", panel.response.name, "quantitative"),
  ];
  const opacity = 0.55;
  return [
    drawn(
      rows.filter(({ value }) => isInside(value, domain)),
      {
        mark: { type: "point", filled: true, size: look.isSearch ? 26 : 18, opacity },
        encoding: {
          x: quantity("x"),
          y: quantity("value"),
          color,
          shape: styles.length > 1 ? shapeBy("level", styles) : undefined,
          tooltip,
        },
      },
    ),
    ...beyondLayers(
      rows,
      "value",
      { domain, height: area.height },
      { size: 26, opacity },
      { color, tooltip },
    ),
  ];
}

function pointRow(
  { levels, block, ids, value }: Observation,
  offset: number,
  { axis, design, styles }: ResponseLook,
  { middle }: GroupRoom,
): SpecRow & { readonly value: number } {
  const { text } = styleOf(levels, styles);
  return {
    x: axis.place(Number(levels[0])) + middle(levels) + offset,
    value,
    level: text,
    factor0: numberText(Number(levels[0])),
    ...(levels.length > 1 ? { factor1: text } : {}),
    ...(design.block === undefined ? {} : { seed: visibleText(levelText(block)) }),
    run: ids.join(", "),
  };
}

function censoredRows(
  { cells }: Panel,
  { axis, domain, styles }: ResponseLook,
  { height }: PlotArea,
  room: GroupRoom,
): SpecRow[] {
  return cells
    .filter(({ censored }) => censored > 0)
    .map((cell) => ({
      x: axis.place(Number(cell.levels[0])) + room.middle(cell.levels),
      level: styleOf(cell.levels, styles).text,
      cell: numberText(Number(cell.levels[0])),
      ...censoredRow(cell, edgeValue(domain, height)),
    }));
}

type MeanRow = SpecRow & Readonly<Record<"mean" | "lower" | "upper", number>>;

/** Those that stand out lie on top, and they alone have intervals. */
function meanLayers(
  panel: Panel,
  look: ResponseLook,
  { height }: PlotArea,
  room: GroupRoom,
): SpecPart[] {
  const { domain, styles } = look;
  const [loud, grey] = [true, false].map((standsOut) => meanRows(panel, look, room, standsOut)) as [
    MeanRow[],
    MeanRow[],
  ];
  const near = (value: number): number => nearby(value, { domain, scale: "linear" });
  const lines = [...grey, ...loud].map((row) => ({ ...row, y: near(row.mean) }));
  const bounded = loud
    .filter(({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper))
    .map((row) => ({ ...row, from: near(row.lower), to: near(row.upper) }));
  const color = colourBy("level", styles);
  const tooltip = meanTips(panel, look, bounded.length === loud.length);
  const [x, y] = [quantity("x"), quantity("mean")];
  const inside = ({ mean }: MeanRow): boolean => isInside(mean, domain);
  const shape = styles.length > 1 ? shapeBy("level", styles) : undefined;
  return [
    drawn(lines, {
      mark: { type: "line", strokeWidth: 1.2, opacity: 0.7, clip: true },
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
    drawn(bounded, {
      mark: { type: "rule", strokeWidth: 2.2, clip: true },
      encoding: { x, y: quantity("from"), y2: { field: "to" }, color, tooltip },
    }),
    drawn(loud.filter(inside), { mark: MEAN_MARK, encoding: { x, y, color, shape, tooltip } }),
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
    ...(areBounded ? ["lower", "upper"].map((end) => tip(end, end, "quantitative")) : []),
    tip("n", `${unitOfValues(design)}s`, "quantitative"),
  ];
}

/** A band with a line for each bin of a random search. */
function binLayers(panel: Panel, { axis, design, styles }: ResponseLook): SpecPart[] {
  const groups = groupBy(panel.observations, ({ levels }) => levelKey(levels.slice(1)));
  const rows = [...groups.values()].flatMap((group) => {
    const { text } = styleOf(group[0]!.levels, styles);
    return responseBins(group, design.confidence).map(({ from, to, ...bin }) => ({
      ...bin,
      x: axis.place(from),
      x2: axis.place(to),
      level: text,
      range: `${numberText(from)} to ${numberText(to)}`,
    }));
  });
  const color = colourBy("level", styles);
  const [x, x2] = [quantity("x"), { field: "x2" }];
  const tooltip = [
    tip("range", design.factors[0]?.name ?? ""),
    tip("mean", `mean ${panel.response.name}`, "quantitative"),
    tip("lower", "lower", "quantitative"),
    tip("upper", "upper", "quantitative"),
    tip("n", `${unitOfValues(design)}s`, "quantitative"),
  ];
  return [
    drawn(rows, {
      mark: { type: "rect", opacity: 0.16 },
      encoding: { x, x2, y: quantity("lower"), y2: { field: "upper" }, color, tooltip },
    }),
    drawn(rows, {
      mark: { type: "rule", strokeWidth: 2.4 },
      encoding: { x, x2, y: quantity("mean"), color, tooltip },
    }),
  ];
}
