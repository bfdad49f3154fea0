import { measureName } from "../../../compare/transform.js";
import type { Estimate, Response } from "../../../compare/types.js";
import type { Domain } from "../../marks/domain.js";
import { censoredLayer, censoredRow, edgeValue, hasCensored } from "../../parts/censored-marks.js";
import { colourBy, emptyNote, fixedScale, quantity, textsBeside, tip } from "../../marks/encode.js";
import { type ComparisonLook, shapeField } from "../../parts/comparison-look.js";
import { meanLayers } from "../../parts/mean-layers.js";
import { logTicks } from "../../marks/log-ticks.js";
import { shortenText, textWidth } from "../../font/text-width.js";
import type { Panel } from "../../parts/panels.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { LABEL_SIZE } from "../../look/theme.js";
import { axisTitle, scaleTitle, tickCount, ticksAcross } from "../../marks/value-axis.js";
import { sizeText } from "../../parts/words.js";

/** Longest name of a level, in px. */
const NAME_LIMIT = 220;

export interface IntervalViewOptions {
  readonly look: ComparisonLook;
  readonly domain: Domain;
  /** What an estimate is: `mean`. */
  readonly centre: string;
  readonly place: PanelPlace;
  /** Whether each line ends in its size; where all sizes are one number, the subtitle says it. */
  readonly withSizes: boolean;
}

/** Width of the longest name beside the first panel, in px. */
export function labelWidth(look: ComparisonLook): number {
  return Math.max(...labels(look).map((name) => textWidth(name, LABEL_SIZE)));
}

/** One panel of an interval plot: a line per level, its size at the right. */
export function intervalView(panel: Panel, options: IntervalViewOptions): SpecPart {
  const { look, domain, place } = options;
  const { width, height, isFirst } = place;
  const rows = panel.cells.map((cell) => cellRow(cell, look));
  const estimated = rows.filter(({ estimate }) => Number.isFinite(estimate));
  const color = colourBy("level", look.styles);
  const count = Math.max(look.slots.levels.length, 1);
  return {
    width,
    height,
    encoding: {
      x: quantity("estimate", {
        scale: fixedScale(domain, isOnLog(panel.response) ? { type: "log" } : {}),
        axis: {
          ...valueAxisBelow(panel.response, place, domain),
          // Where no run got there, no number of the axis would mean anything.
          ...(panel.observations.length === 0 && hasCensored(panel.cells) ? { labels: false } : {}),
        },
      }),
      y: quantity("y", { scale: fixedScale([count - 0.5, -0.5]), axis: nameAxis(look, isFirst) }),
    },
    layer: [
      ...meanLayers(estimated, {
        along: "x",
        centre: "estimate",
        encoding: { y: quantity("y"), color },
        shape: look.shape,
        tooltip: tips(panel, options),
      }),
      ...censoredLayer(censoredRows(panel, options), "x", { color }),
      ...(options.withSizes ? [sizeLayer(rows, width)] : []),
      ...(estimated.length === 0 && !hasCensored(panel.cells)
        ? [emptyNote("no values", width, height)]
        : []),
    ],
  };
}

function sizeLayer(rows: readonly CellRow[], width: number): SpecPart {
  return textsBeside(
    rows.map(({ y, size }) => ({ y, size })),
    "size",
    width + 8,
  );
}

function censoredRows(
  { cells }: Panel,
  { look, domain, place: { width } }: IntervalViewOptions,
): SpecRow[] {
  return cells
    .filter(({ censored }) => censored > 0)
    .map((cell) => ({
      y: placeOf(cell, look),
      level: look.colourName(cell.levels),
      cell: look.cellName(cell.levels),
      ...censoredRow(cell, edgeValue(domain, width)),
    }));
}

type CellRow = SpecRow &
  Readonly<Record<"y" | "estimate" | "lower" | "upper", number>> & { readonly size: string };

function cellRow(cell: Estimate, look: ComparisonLook): CellRow {
  return {
    y: placeOf(cell, look),
    level: look.colourName(cell.levels),
    ...shapeField(cell.levels, look),
    cell: look.cellName(cell.levels),
    estimate: cell.estimate,
    lower: cell.lower,
    upper: cell.upper,
    size: sizeText(cell),
  };
}

function placeOf({ levels }: Estimate, { factors, slots }: ComparisonLook): number {
  return factors.length === 0 ? 0 : slots.place(levels);
}

/** Of panels of one measure above each other only the last has text. */
function valueAxisBelow(
  response: Response,
  { width, isLastOfMeasure }: PanelPlace,
  domain: Domain,
): SpecPart {
  const title = scaleTitle(measureName(response), isOnLog(response));
  return {
    title: isLastOfMeasure ? axisTitle(title, width) : null,
    labels: isLastOfMeasure,
    domain: false,
    ticks: false,
    ...(isOnLog(response)
      ? // Numbers lie side by side here, and need more room than above each other.
        logTicks(domain, Math.min(6, tickCount(width * 0.7)))
      : ticksAcross(domain, width)),
    labelFlush: false,
  };
}

/** True where equal ratios are equal lengths, as those of a geometric mean and its interval. */
export function isOnLog({ transform }: Response): boolean {
  return transform !== undefined && transform !== "logit";
}

function nameAxis(look: ComparisonLook, isFirst: boolean): SpecPart {
  const values = labels(look).map((_, i) => i);
  const common = { values, grid: false, ticks: false, domain: true };
  if (!isFirst) return { ...common, labels: false, title: null };
  return {
    ...common,
    title: look.factors[0]?.name ?? null,
    labelExpr: `${JSON.stringify(labels(look))}[datum.value]`,
    labelOverlap: false,
    labelPadding: 8,
  };
}

function labels({ slots, names, unit }: ComparisonLook): string[] {
  const [nameOf] = names;
  if (nameOf === undefined) return [`all ${unit}s`];
  return slots.levels.map((level) => shortenText(nameOf(level), NAME_LIMIT, LABEL_SIZE));
}

function tips({ response }: Panel, { look, centre }: IntervalViewOptions): SpecPart[] {
  const factors = look.factors.map(({ name }) => name).join(", ");
  return [
    ...(factors === "" ? [] : [tip("cell", factors)]),
    tip("estimate", `${centre} ${measureName(response)}`, "quantitative"),
    tip("lower", "lower", "quantitative"),
    tip("upper", "upper", "quantitative"),
    tip("size", `${look.unit}s`),
  ];
}
