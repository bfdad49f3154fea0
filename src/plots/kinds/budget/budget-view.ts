import { type BudgetPlan, reachCurve, readReach, type SeedsAxis } from "./budget-plan.js";
import type { Domain } from "../../marks/domain.js";
import { drawn, emptyNote, fixedScale, ownColour, quantity, tip } from "../../marks/encode.js";
import { END_LABEL_AT, labelEnds, type LineEnd } from "../../marks/end-labels.js";
import { headed } from "../../parts/panel-heading.js";
import type { BudgetLine } from "./budget-lines.js";
import type { Design } from "../../../compare/types.js";
import { formatSignificant } from "../../../util/format-number.js";
import { textWidth } from "../../font/text-width.js";
import { FAINT_INK, LABEL_SIZE, MEAN_MARK, SOFT_INK } from "../../look/theme.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { axisTitle, tickCount, valueAxis } from "../../marks/value-axis.js";

/** The axes that panels of one response share. */
export interface BudgetScale extends SeedsAxis {
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  /** On the scale of the response, as the margin is; the axis is logarithmic. */
  readonly domain: Domain;
  readonly margin: number | undefined;
  /** What the axis names. */
  readonly ticks: SpecPart;
  /** All that lines may have. */
  readonly colours: readonly string[];
  /** Of the widest text at the end of a curve, in any panel: in px. */
  readonly beside: number;
  readonly design: Design;
}

/** Curves that fall with n, and on each what there is and what is needed. */
export function budgetView(
  heading: string,
  lines: readonly BudgetLine[],
  scale: BudgetScale,
  place: PanelPlace,
): SpecPart {
  const { width, height } = place;
  const domain = [scale.first, scale.last] as const;
  return headed(heading, {
    width,
    height,
    encoding: {
      x: quantity("n", {
        scale: fixedScale(domain, scale.isLog ? { type: "log" } : {}),
        axis: {
          title: axisTitle(scale.isLog ? `${scale.unit} (log scale)` : scale.unit, width),
          grid: false,
          labelFlush: false,
          tickMinStep: 1,
          tickCount: Math.min(8, tickCount(width * 0.7)),
          ...(scale.isLog ? { labelOverlap: true, format: "~s" } : {}),
        },
      }),
      y: quantity("reach", {
        scale: fixedScale(scale.domain, { type: "log" }),
        axis: { ...valueAxis(scale.title, height, place.isFirst, scale.domain), ...scale.ticks },
      }),
    },
    layer: [
      ...marginLayer(scale, width),
      curveLayer(lines, scale),
      ...markLayers(lines, scale),
      ...(lines.length === 0 ? [emptyNote("no spread", width, height)] : []),
      ...labelEnds(endsOf(lines, scale, height), width, height),
      roomBeside(scale, width),
    ],
  });
}

/** Px that a text at the end of a curve takes. */
export function endWidth(text: string): number {
  return END_LABEL_AT + textWidth(text, LABEL_SIZE);
}

/** The name of the margin at its end. */
export function marginText(margin: number): string {
  return `margin ${formatSignificant(margin, 5)}`;
}

function endsOf(lines: readonly BudgetLine[], scale: BudgetScale, height: number): LineEnd[] {
  const ends = lines.map(({ plans, colour, text }) => ({
    text,
    colour,
    dash: [],
    at: pixelOf(plans[0]!.reachAt(scale.last), scale, height),
  }));
  const { margin, design } = scale;
  if (margin === undefined || design.margin === undefined) return ends;
  const at = pixelOf(margin, scale, height);
  return [...ends, { text: marginText(design.margin), colour: SOFT_INK, dash: [], at }];
}

/** Nothing to see: all panels are as wide as the one with the longest text, so that those below each other are in line. */
function roomBeside({ beside }: BudgetScale, width: number): SpecPart {
  return drawn([{}], {
    mark: { type: "rule", opacity: 0 },
    encoding: { x: { value: width }, x2: { value: width + beside }, y: { value: 0 } },
  });
}

function pixelOf(reach: number, { domain: [low, high] }: BudgetScale, height: number): number {
  return (Math.log(high / reach) / Math.log(high / low)) * height;
}

function marginLayer({ margin }: BudgetScale, width: number): SpecPart[] {
  if (margin === undefined) return [];
  return [
    drawn([{ margin }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1.2 },
      encoding: { x: { value: 0 }, x2: { value: width }, y: quantity("margin") },
    }),
  ];
}

function curveLayer(lines: readonly BudgetLine[], scale: BudgetScale): SpecPart {
  const rows = lines.flatMap(({ plans, colour, name }) =>
    reachCurve(plans[0]!, scale).map((point) => ({ ...point, name, colour })),
  );
  return drawn(rows, {
    mark: { type: "line", strokeWidth: 1.8 },
    encoding: {
      x: quantity("n"),
      y: quantity("reach"),
      color: ownColour(scale.colours),
      detail: { field: "name", type: "nominal" },
    },
  });
}

/** Dots for what there is, diamonds for what is needed. */
function markLayers(
  lines: readonly BudgetLine[],
  { first, last, colours, design }: BudgetScale,
): SpecPart[] {
  const row = (plan: BudgetPlan, n: number, name: string, colour: string): SpecRow[] => {
    if (!(n >= first && n <= last)) return [];
    const reach = plan.reachAt(n);
    return [{ n, reach, read: readReach(plan, reach, design), name, colour }];
  };
  const present = lines.flatMap(({ plans: [plan], colour, name }) =>
    row(plan!, plan!.present, name, colour),
  );
  const needed = lines.flatMap(({ plans, names, colour }) =>
    plans.flatMap((plan, i) => (plan.isEnough ? [] : row(plan, plan.needed, names[i]!, colour))),
  );
  const points = (rows: readonly SpecRow[], mark: SpecPart): SpecPart =>
    drawn(rows, {
      mark: { ...MEAN_MARK, ...mark },
      encoding: {
        x: quantity("n"),
        y: quantity("reach"),
        color: ownColour(colours),
        tooltip: [
          tip("name", "contrast"),
          tip("n", "n", "quantitative"),
          tip("read", design.margin === undefined ? "half-width" : "margin", "quantitative"),
        ],
      },
    });
  return [points(present, {}), points(needed, { shape: "diamond", size: 90 })];
}
