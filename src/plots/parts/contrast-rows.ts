import type { Contrast } from "../../compare/types.js";
import { meanLayers, type MeanRow } from "./mean-layers.js";
import { domainOf, type Domain } from "../marks/domain.js";
import { drawn, fixedScale, ownColour, quantity, textsBeside, tip } from "../marks/encode.js";
import type { PlotArea } from "../chart/fit-size.js";
import { textWidth } from "../font/text-width.js";
import { logTicks } from "../marks/log-ticks.js";
import type { SpecPart } from "../render/spec.js";
import { BAND_INK, FAINT_INK, LABEL_SIZE } from "../look/theme.js";
import { axisTitle, scaleTitle, tickCount, ticksAcross } from "../marks/value-axis.js";

/** Longest name in one line, in px; a longer one has two. */
const ONE_LINE = 200;

/** Px of a row with names of one line, and of two. */
const ROW_HEIGHT = { one: 24, two: 34 } as const;

/** One contrast as a row. */
export interface ContrastRow {
  /** Two parts, which stand below each other where they are too long for one line; the second may be empty. */
  readonly name: readonly [string, string];
  /** Undefined where there is none, or none with a number. */
  readonly contrast: Contrast | undefined;
  readonly colour: string;
  readonly shape: string;
  /** What stands at the right. */
  readonly text: string;
  /** True for the name of the rows below. */
  readonly isHeading?: boolean;
  /** True for the average of the rows above: a diamond as wide as its interval, below a rule. */
  readonly isPooled?: boolean;
}

/** The axis that rows share. */
export interface ContrastScale {
  readonly title: string;
  /** True for ratios, on a log axis around 1. */
  readonly isRatio: boolean;
  readonly domain: Domain;
  /** Differences that do not matter, or a factor. */
  readonly margin: number | undefined;
  /** All that rows may have. */
  readonly colours: readonly string[];
}

/** A scale that holds intervals, the null value and the margin. */
export function contrastScale(
  contrasts: readonly Contrast[],
  scale: Omit<ContrastScale, "domain">,
): ContrastScale {
  const { isRatio, margin } = scale;
  const edges = margin === undefined ? [] : isRatio ? [margin, 1 / margin] : [margin, -margin];
  const values = contrasts
    .flatMap(({ difference, lower, upper }) => [difference, lower, upper])
    .concat(isRatio ? 1 : 0, edges);
  if (!isRatio) return { ...scale, domain: domainOf(values) };
  const logs = values.filter((value) => value > 0 && value < Infinity).map(Math.log);
  const [low, high] = domainOf(logs.every((log) => log === 0) ? [-0.1, 0.1] : logs);
  return { ...scale, domain: [Math.exp(low), Math.exp(high)] };
}

/** Px that all rows usually take. */
export function rowsHeight(rows: readonly Pick<ContrastRow, "name">[]): number {
  return Math.max(1, rows.length) * (isShort(rows) ? ROW_HEIGHT.one : ROW_HEIGHT.two);
}

/** Px that the names take. */
export function rowNamesWidth(rows: readonly Pick<ContrastRow, "name">[]): number {
  const lines = rows.flatMap(({ name }) => (isShort(rows) ? [joined(name)] : name));
  return Math.max(0, ...lines.map((line) => textWidth(line, LABEL_SIZE)));
}

/** Differences or ratios with their intervals, one below the other, around a line where there is none. */
export function contrastRowsView(
  rows: readonly ContrastRow[],
  scale: ContrastScale,
  { width, height, isFirst }: PlotArea & { readonly isFirst: boolean },
): SpecPart {
  return {
    width,
    height,
    encoding: {
      x: quantity("difference", {
        scale: fixedScale(scale.domain, scale.isRatio ? { type: "log" } : {}),
        axis: {
          title: axisTitle(scaleTitle(scale.title, scale.isRatio), Math.max(width, 80)),
          domain: false,
          ticks: false,
          labelFlush: false,
          ...ticksOf(rows, scale, width),
        },
      }),
      y: quantity("y", {
        scale: fixedScale([Math.max(rows.length, 1) - 0.5, -0.5]),
        axis: namesAxis(rows, isFirst),
      }),
    },
    layer: [
      ...marginLayer(scale, height),
      nullLine(scale, height),
      ...markLayers(rows, scale),
      ...pooledLayers(rows, scale),
      textLayer(rows, width),
    ],
  };
}

function ticksOf(
  rows: readonly ContrastRow[],
  { isRatio, domain }: ContrastScale,
  width: number,
): SpecPart {
  if (!rows.some(({ contrast }) => Number.isFinite(contrast?.difference))) return { values: [] };
  if (!isRatio) return ticksAcross(domain, width);
  return logTicks(domain, Math.min(6, tickCount(width * 0.6)));
}

function isShort(rows: readonly Pick<ContrastRow, "name">[]): boolean {
  return rows.every(({ name }) => textWidth(joined(name), LABEL_SIZE) <= ONE_LINE);
}

function joined([first, second]: readonly [string, string]): string {
  return second === "" ? first : `${first}, ${second}`;
}

function namesAxis(rows: readonly ContrastRow[], isFirst: boolean): SpecPart {
  const short = isShort(rows);
  const labels = rows.map(({ name }) =>
    short ? joined(name) : name.filter((part) => part !== ""),
  );
  const common = { title: null, values: rows.map((_, i) => i), grid: false, ticks: false };
  if (!isFirst) return { ...common, domain: false, labels: false };
  return {
    ...common,
    domain: false,
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelOverlap: false,
    labelPadding: 8,
    ...boldHeadings(rows),
    // A label stands at its first line.
    labelOffset: short || rows.every(({ name }) => name[1] === "") ? 0 : -7,
  };
}

function boldHeadings(rows: readonly ContrastRow[]): SpecPart {
  const headings = rows.flatMap(({ isHeading }, i) => (isHeading === true ? [i] : []));
  if (headings.length === 0) return {};
  const test = `indexof(${JSON.stringify(headings)}, datum.value) >= 0`;
  return { labelFontWeight: { condition: { test, value: "bold" }, value: "normal" } };
}

function marginLayer({ margin, isRatio }: ContrastScale, height: number): SpecPart[] {
  if (margin === undefined) return [];
  return [
    drawn([{ low: isRatio ? 1 / margin : -margin, high: margin }], {
      mark: { type: "rect", color: BAND_INK },
      encoding: {
        x: quantity("low"),
        x2: { field: "high" },
        y: { value: 0 },
        y2: { value: height },
      },
    }),
  ];
}

function nullLine({ isRatio }: ContrastScale, height: number): SpecPart {
  return drawn([{ at: isRatio ? 1 : 0 }], {
    mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1.2 },
    encoding: { x: quantity("at"), y: { value: 0 }, y2: { value: height } },
  });
}

function markLayers(rows: readonly ContrastRow[], { colours }: ContrastScale): SpecPart[] {
  const points = rows.flatMap((row, y) =>
    row.contrast === undefined || isDiamond(row) ? [] : markRow(row, y),
  );
  const [y, color] = [quantity("y"), ownColour(colours)];
  return meanLayers(points, {
    along: "x",
    centre: "difference",
    encoding: { y, color },
    shape: { field: "shape", type: "nominal", scale: null },
    tooltip: tooltips(),
  });
}

function tooltips(): SpecPart[] {
  return [
    tip("contrast", "contrast"),
    ...["difference", "lower", "upper"].map((end) => tip(end, end, "quantitative")),
    tip("p", "p, adjusted", "quantitative"),
    tip("n", "n", "quantitative"),
  ];
}

/** An average without an interval is a point, as any other contrast is. */
function isDiamond({ isPooled, contrast }: ContrastRow): boolean {
  return isPooled === true && contrast !== undefined && Number.isFinite(contrast.lower);
}

/** Half the height of a diamond, in rows. */
const DIAMOND = 0.3;

/** Diamonds, each from the lower to the upper bound, and the rules above them. */
function pooledLayers(rows: readonly ContrastRow[], { colours }: ContrastScale): SpecPart[] {
  const pooled = rows.flatMap((row, y) => (row.isPooled === true ? [{ row, y }] : []));
  if (pooled.length === 0) return [];
  const corners = pooled.flatMap(({ row, y }) =>
    isDiamond(row)
      ? markRow(row, y).flatMap((mark) => [
          { ...mark, at: mark["lower"] ?? null, top: y, base: y },
          { ...mark, at: mark["difference"] ?? null, top: y - DIAMOND, base: y + DIAMOND },
          { ...mark, at: mark["upper"] ?? null, top: y, base: y },
        ])
      : [],
  );
  return [
    drawn(
      pooled.map(({ y }) => ({ edge: y - 0.5 })),
      {
        mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 0.6 },
        encoding: { y: quantity("edge"), x: { value: 0 }, x2: { value: "width" } },
      },
    ),
    drawn(corners, {
      mark: { type: "area", opacity: 1 },
      encoding: {
        x: quantity("at"),
        y: quantity("top"),
        y2: { field: "base" },
        detail: { field: "y", type: "nominal" },
        color: ownColour(colours),
        tooltip: tooltips(),
      },
    }),
  ];
}

/** Nothing where the difference is no finite number, or no ratio that a log axis has. */
function markRow({ name, contrast, colour, shape }: ContrastRow, y: number): MeanRow[] {
  const { difference, lower, upper, pAdjusted, n } = contrast!;
  if (!Number.isFinite(difference)) return [];
  return [{ y, contrast: joined(name), difference, lower, upper, p: pAdjusted, n, colour, shape }];
}

function textLayer(rows: readonly ContrastRow[], width: number): SpecPart {
  return textsBeside(
    rows.map(({ text }, y) => ({ y, text })),
    "text",
    width + 10,
  );
}
