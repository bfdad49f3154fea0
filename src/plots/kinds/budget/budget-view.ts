import { reachCurve, type BudgetPlan, type SeedsAxis } from "./budget-plan.js";
import type { Domain } from "../../marks/domain.js";
import { drawn, emptyNote, fixedScale, ownColour, quantity, tip } from "../../marks/encode.js";
import { labelEnds } from "../../marks/end-labels.js";
import { headed } from "../../parts/panel-heading.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { FAINT_INK, LABEL_SIZE, MEAN_MARK, SOFT_INK } from "../../look/theme.js";
import { axisTitle, tickCount, valueAxis } from "../../marks/value-axis.js";

/** One curve, of one contrast or of several. */
export interface BudgetLine {
  readonly plans: readonly BudgetPlan[];
  /** Of the contrasts, one a plan. */
  readonly names: readonly string[];
  readonly colour: string;
  readonly name: string;
  /** At the end of its curve. */
  readonly text: string;
}

/** The axes that panels of one response share. */
export interface BudgetScale extends SeedsAxis {
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  readonly domain: Domain;
  readonly margin: number | undefined;
  /** All that lines may have. */
  readonly colours: readonly string[];
}

type MarkRow = SpecRow & Readonly<Record<"n" | "reach", number>>;

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
        scale: fixedScale(scale.domain),
        axis: valueAxis(scale.title, height, place.isFirst, scale.domain),
      }),
    },
    layer: [
      ...marginLayers(scale, width),
      curveLayer(lines, scale),
      ...markLayers(lines, scale),
      ...(lines.length === 0 ? [emptyNote("no spread", width, height)] : []),
      ...labelEnds(
        lines.map(({ plans, colour, text }) => ({
          text,
          colour,
          dash: [],
          at: pixelOf(plans[0]!.reachAt(scale.last), scale, height),
        })),
        width,
        height,
      ),
    ],
  });
}

function pixelOf(reach: number, { domain: [low, high] }: BudgetScale, height: number): number {
  return ((high - reach) / (high - low)) * height;
}

function marginLayers({ margin }: BudgetScale, width: number): SpecPart[] {
  if (margin === undefined) return [];
  return [
    drawn([{ margin }], {
      mark: { type: "rule", stroke: FAINT_INK, strokeWidth: 1.2 },
      encoding: { x: { value: 0 }, x2: { value: width }, y: quantity("margin") },
    }),
    drawn([{ margin }], {
      mark: {
        type: "text",
        text: "margin",
        align: "left",
        baseline: "bottom",
        dx: 3,
        dy: -3,
        fontSize: LABEL_SIZE - 1,
        color: SOFT_INK,
      },
      encoding: { x: { value: 0 }, y: quantity("margin") },
    }),
  ];
}

function curveLayer(lines: readonly BudgetLine[], scale: BudgetScale): SpecPart {
  const rows = lines.flatMap(({ plans, colour, name }) =>
    reachCurve(plans[0]!, scale)
      .filter(({ reach }) => reach <= scale.domain[1])
      .map((point) => ({ ...point, name, colour })),
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
  { first, last, domain, colours }: BudgetScale,
): SpecPart[] {
  const isInside = ({ n, reach }: MarkRow): boolean =>
    n >= first && n <= last && reach <= domain[1];
  const present = lines.map(({ plans: [plan], colour, name }) => {
    const { present: n, reachAt } = plan!;
    return { n, reach: reachAt(n), name, colour };
  });
  const needed = lines.flatMap(({ plans, names, colour }) =>
    plans.flatMap(({ needed: n, reachAt, isEnough }, i) =>
      isEnough || Number.isNaN(n) ? [] : [{ n, reach: reachAt(n), name: names[i]!, colour }],
    ),
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
          tip("reach", "half-width", "quantitative"),
        ],
      },
    });
  return [
    points(present.filter(isInside), {}),
    points(needed.filter(isInside), { shape: "diamond", size: 90 }),
  ];
}
