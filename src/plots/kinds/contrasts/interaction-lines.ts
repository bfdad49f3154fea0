import { levelKey } from "../../../compare/level.js";
import { measureName } from "../../../compare/transform.js";
import type { Estimate, Factor, Level } from "../../../compare/types.js";
import { breakLayer, partOf } from "../../marks/axis-break.js";
import { meanLayers, type MeanRow } from "../../parts/mean-layers.js";
import { extent, type Domain } from "../../marks/domain.js";
import { labelEnds, type LineEnd } from "../../marks/end-labels.js";
import {
  colourBy,
  drawn,
  emptyNote,
  fixedScale,
  quantity,
  shapeBy,
  tip,
} from "../../marks/encode.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { shortenText } from "../../font/text-width.js";
import { levelNames } from "../../look/level-names.js";
import type { LevelStyle } from "../../look/level-style.js";
import { logTicks } from "../../marks/log-ticks.js";
import { numberAxis, numberTicks, type NumberAxis } from "../../marks/number-axis.js";
import { headed } from "../../parts/panel-heading.js";
import type { Panel } from "../../parts/panels.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart } from "../../render/spec.js";
import { namesBelow } from "../../parts/tile-axes.js";
import { LABEL_SIZE } from "../../look/theme.js";
import { scaleTitle, tickCount, valueAxis } from "../../marks/value-axis.js";

/** Px between the means of two lines at one level, so that their intervals do not cover each other. */
const DODGE = 7;

/** Share of the least gap between levels that dodged means fill. */
const FILLED = 0.5;

/** Longest name at the end of a line, in px. */
const NAME_LIMIT = 180;

/** What all panels of an interaction plot share. */
export interface InteractionLook {
  /** One line a level. */
  readonly lines: Factor;
  /** Along the axis. */
  readonly along: Factor;
  readonly styles: readonly LevelStyle[];
}

/** Where the levels of the second factor stand. */
interface Along {
  readonly domain: Domain;
  /** Undefined where the levels are no numbers. */
  readonly numbers: NumberAxis | undefined;
  readonly place: (level: Level) => number;
  readonly axis: SpecPart;
}

/** The values of one response; on a log scale where it is compared on one, so that equal ratios look equal. */
export interface ValueScale {
  readonly domain: Domain;
  readonly isLog: boolean;
}

/** Means of the cells with their intervals, joined along the second factor: one line a level of the first. */
export function interactionLines(
  panel: Panel,
  look: InteractionLook,
  scale: ValueScale,
  place: PanelPlace,
): SpecPart {
  const { width, height } = place;
  const along = alongAxis(look.along, width);
  const rows = cellRows(panel.cells, look, along, width);
  const title = measureName(panel.response);
  const axis = valueAxis(scaleTitle(title, scale.isLog), height, place.isFirst, scale.domain);
  return headed(place.isTop ? panel.heading : "", {
    width,
    height,
    encoding: {
      x: quantity("x", { scale: fixedScale(along.domain), axis: along.axis }),
      y: quantity("mean", {
        scale: fixedScale(scale.domain, scale.isLog ? { type: "log" } : {}),
        axis: scale.isLog ? { ...axis, ...logTicks(scale.domain, tickCount(height)) } : axis,
      }),
    },
    layer: [
      ...(along.numbers === undefined ? [] : breakLayer(along.numbers, height)),
      ...lineLayers(rows, look, title),
      ...(rows.length === 0 ? [emptyNote(panel.empty, width, height)] : []),
      ...(place.isLast ? labelEnds(endsOf(rows, look, scale, height), width, height) : []),
    ],
  });
}

function alongAxis(factor: Factor, width: number): Along {
  if (factor.numeric) {
    const axis = numberAxis(factor);
    const ticks = factor.levels.map((level) => ({ value: Number(level), more: [] }));
    return {
      domain: axis.domain,
      numbers: axis,
      place: (level) => axis.place(Number(level)),
      axis: numberTicks(axis, factor.columns?.join(", ") ?? factor.name, ticks, width),
    };
  }
  const index = new Map(factor.levels.map((level, i) => [levelKey([level]), i]));
  const names = factor.levels.map(levelNames(factor.levels));
  return {
    domain: [-0.5, factor.levels.length - 0.5],
    numbers: undefined,
    place: (level) => index.get(levelKey([level])) ?? 0,
    axis: { ...namesBelow({ title: factor.name, names, length: width }), domain: true },
  };
}

type CellRow = MeanRow & {
  readonly x: number;
  readonly at: string;
  readonly mean: number;
  readonly level: string;
};

function cellRows(
  cells: readonly Estimate[],
  { along, styles }: InteractionLook,
  { place, domain, numbers }: Along,
  width: number,
): CellRow[] {
  const loud = styles.filter(({ standsOut }) => standsOut);
  const step = dodgeStep(along.levels.map(place), domain, { width, lines: loud.length });
  const styleOf = new Map(styles.map((style) => [levelKey([style.level]), style]));
  const atName = levelNames(along.levels);
  return along.levels.flatMap((level) =>
    cells
      .filter(({ levels, estimate }) => levels[1] === level && Number.isFinite(estimate))
      .map(({ levels, estimate, lower, upper, n }) => {
        const style = styleOf.get(levelKey(levels.slice(0, 1)))!;
        const aside = style.standsOut ? loud.indexOf(style) - (loud.length - 1) / 2 : 0;
        return {
          x: place(level) + aside * step,
          at: atName(level),
          level: style.text,
          part: numbers === undefined ? "rest" : partOf(numbers, Number(level)),
          mean: estimate,
          lower,
          upper,
          n,
        };
      }),
  );
}

/** In units of the axis, such that all lines find room between two levels, and before the first one. */
function dodgeStep(
  places: readonly number[],
  domain: Domain,
  { width, lines }: { readonly width: number; readonly lines: number },
): number {
  const sorted = places.toSorted((a, b) => a - b);
  const least = Math.min(extent(domain), ...sorted.slice(1).map((at, i) => at - sorted[i]!));
  const before = (sorted[0] ?? domain[1]) - domain[0];
  return Math.min((DODGE * extent(domain)) / width, Math.min(FILLED * least, 2 * before) / lines);
}

function lineLayers(rows: readonly CellRow[], look: InteractionLook, title: string): SpecPart[] {
  const { styles, lines, along } = look;
  const color = colourBy("level", styles);
  const dashes = { domain: styles.map(({ text }) => text), range: styles.map(({ dash }) => dash) };
  const strokeDash = { field: "level", type: "nominal", scale: dashes, legend: null };
  const tooltip = [
    tip("level", lines.name),
    tip("at", along.name),
    tip("mean", `mean ${title}`, "quantitative"),
    ...["lower", "upper", "n"].map((field) => tip(field, field, "quantitative")),
  ];
  const [x, y] = [quantity("x"), quantity("mean")];
  const loud = new Set(styles.flatMap(({ text, standsOut }) => (standsOut ? [text] : [])));
  // Those that stand out lie above the grey ones.
  return [false, true].flatMap((standsOut) => {
    const own = rows.filter((row) => loud.has(row.level) === standsOut);
    if (own.length === 0) return [];
    const line = drawn(own, {
      mark: { type: "line", strokeWidth: standsOut ? 1.6 : 0.8 },
      encoding: { x, y, color, strokeDash, detail: { field: "part", type: "nominal" } },
    });
    if (!standsOut) return [line];
    return [
      line,
      ...meanLayers(own, {
        along: "y",
        centre: "mean",
        encoding: { x, color },
        shape: shapeBy("level", styles),
        tooltip,
      }),
    ];
  });
}

/** The name of each line that stands out, where its last mean is. */
function endsOf(
  rows: readonly CellRow[],
  { styles }: InteractionLook,
  { domain, isLog }: ValueScale,
  height: PlotArea["height"],
): LineEnd[] {
  const scale = (value: number): number => (isLog ? Math.log(value) : value);
  const [low, high] = [scale(domain[0]), scale(domain[1])];
  return styles
    .filter(({ standsOut }) => standsOut)
    .map(({ text, colour, dash }) => {
      const last = rows.findLast(({ level }) => level === text);
      return {
        text: shortenText(text, NAME_LIMIT, LABEL_SIZE),
        colour,
        dash,
        at: last === undefined ? undefined : ((high - scale(last.mean)) / (high - low)) * height,
      };
    });
}
