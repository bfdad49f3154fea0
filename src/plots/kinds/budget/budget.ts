import type { Comparison } from "../../../compare/comparison.js";
import { differenceOf, isRatio, measureName, ratioOf } from "../../../compare/transform.js";
import type { Contrast, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { formatSignificant } from "../../../util/format-number.js";
import { groupBy } from "../../../util/group-by.js";
import { budgetLines, type BudgetLines, isOpen, neededText } from "./budget-lines.js";
import { budgetPlan, type BudgetPlan, FEWEST, reachOf } from "./budget-plan.js";
import { type BudgetScale, budgetView, endWidth, marginText } from "./budget-view.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import type { Domain } from "../../marks/domain.js";
import { logTicks } from "../../marks/log-ticks.js";
import { tickCount } from "../../marks/value-axis.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { rowsOf } from "../../parts/rows-of.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { SOFT_INK } from "../../look/theme.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { sizeAndPairing } from "../../parts/sentences/pairing.js";
import { percentText } from "../../parts/words.js";

/** The axis begins with no fewer than this share of what there is. */
const BEFORE = 10;

/** An axis that reaches further than this is logarithmic. */
const MOST_LINEAR = 60;

/** Panels in a row, where the picture is not narrower than so many px. */
const SIDE_BY_SIDE = 3;
const NARROW = 640;

const PANEL = { width: 420, all: 1080, least: 150, height: 270, lessHeight: 210 } as const;

/** Room above and below the curves, as a factor. */
const ROOM = 1.15;

/** Factors that an axis of ratios may name. */
const FACTORS = [
  1.0001, 1.0002, 1.0005, 1.001, 1.002, 1.005, 1.01, 1.02, 1.03, 1.05, 1.07, 1.1, 1.15, 1.2, 1.3,
  1.5, 2, 3, 5, 10, 100, 1000, 1e6,
];

/**
 * What more seeds (runs of each level, where not paired) would tell of each contrast, from the spread seen: with a margin
 * the smallest one within which so many would show two levels that do not differ, without one how far to each side the
 * interval reaches, both kept with 80% chance. Marked are the number that there is and the one that is needed for the margin
 * or, without one, for an interval as wide as the difference seen: see `Comparison.seedsNeeded`. Facets and responses are
 * panels.
 *
 * Sources: D. Schuirmann, J. Pharmacokinetics and Biopharmaceutics 15 (1987); G. Hahn and W. Meeker, Statistical Intervals
 * (1991), section 8.
 *
 * @throws CeterisError CHART where no contrast has a spread
 */
export function budget(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("budget", comparison, options);
  const { design } = comparison;
  const plans = plansOf(comparison);
  const all = [...plans.values()];
  const isNarrow = (paperOf(options).width ?? Infinity) < NARROW;
  const grid = budgetGrid(panelGrid(comparison), isNarrow);
  const lines = budgetLines(grid.flat(), plans, design, options.colors);
  const last = lastOf(all);
  const scales = new Map(
    design.responses.map((one) => [one.name, scaleOf(comparison, one, lines, last)]),
  );
  const columns = grid[0]?.length ?? 1;
  const beside = Math.max(...[...scales.values()].map((one) => one.beside));
  const height = grid.length > 1 ? PANEL.lessHeight : PANEL.height;
  const room = Math.min(PANEL.width, PANEL.all / columns - beside - BETWEEN);
  return panelsChart(
    {
      comparison,
      kind: "Budget",
      draws: design.margin === undefined ? "half-widths of intervals" : "margins that can be shown",
      grid,
      usual: { width: Math.max(PANEL.least, room) * columns, height: height * grid.length },
      beside,
      sentences: () => sentences(comparison, [...lines.values()]),
      view: (panel, place) => {
        const { title, ticks, ...scale } = scales.get(panel.response.name)!;
        const axis = ticks(place.height);
        return budgetView(
          panel.heading,
          lines.get(panel)!.drawn,
          { ...scale, title, ticks: axis },
          place,
        );
      },
      rows: budgetRows(comparison, all),
    },
    options,
  );
}

/** Px between two panels. */
const BETWEEN = 22;

/** The panels of each response, few side by side: each has labels at its right. */
function budgetGrid(grid: readonly (readonly Panel[])[], isNarrow: boolean): Panel[][] {
  const byResponse = groupBy(grid.flat(), ({ response }) => response.name);
  return [...byResponse.values()].flatMap((panels) => {
    const columns = isNarrow ? 1 : panels.length === 4 ? 2 : SIDE_BY_SIDE;
    return rowsOf(panels, columns);
  });
}

function plansOf(comparison: Comparison): Map<Contrast, BudgetPlan> {
  const { design, differences } = comparison;
  const { margin, confidence } = design;
  const table = comparison.seedsNeeded().objects() as { seeds: number | null }[];
  // As `seedsNeeded` has it: the margin is one for all, the differences seen are many.
  const family = differences.filter(({ p }) => !Number.isNaN(p)).length;
  const own = margin === undefined ? 1 - (1 - confidence) / Math.max(1, family) : confidence;
  const reach = reachOf(design, own);
  const planned = differences.flatMap((contrast, i): [Contrast, BudgetPlan][] => {
    const plan = budgetPlan(contrast, table[i]!.seeds ?? NaN, design, own, reach);
    return plan === undefined ? [] : [[contrast, plan]];
  });
  if (planned.length === 0)
    throw new CeterisError(
      "CHART",
      `A budget is planned from the spread of each contrast and '${comparison.formula}' has none; it takes two levels with three runs or more each.`,
    );
  return new Map(planned);
}

/** Where the axis ends: somewhat beyond what is needed, where that is a plan, and what there is. */
function lastOf(plans: readonly BudgetPlan[]): number {
  const needed = plans.filter(isOpen).map((plan) => plan.needed);
  const most = Math.max(
    10,
    ...needed.map((n) => 1.2 * n),
    ...plans.map(({ present }) => 2 * present),
  );
  return Math.ceil(most);
}

/** A scale whose ticks depend on the height of a panel. */
type TallScale = Omit<BudgetScale, "ticks"> & { readonly ticks: (height: number) => SpecPart };

function scaleOf(
  { design }: Comparison,
  response: Response,
  lines: ReadonlyMap<Panel, BudgetLines>,
  last: number,
): TallScale {
  const { block, confidence } = design;
  const { transform } = response;
  const own = [...lines].flatMap(([panel, { drawn }]) =>
    panel.response === response ? drawn : [],
  );
  const plans = own.flatMap((line) => line.plans);
  const least = Math.min(...plans.map(({ present }) => present));
  const first = Math.max(FEWEST, Number.isFinite(least) ? Math.floor(least / BEFORE) : 0);
  const margin =
    design.margin === undefined || transform === undefined
      ? design.margin
      : differenceOf(transform, design.margin);
  const ends = plans.flatMap(({ reachAt }) => [reachAt(first), reachAt(last)]);
  const values = [...ends, ...(margin === undefined ? [] : [margin])];
  const domain: Domain =
    ends.length === 0 ? [1, 10] : [Math.min(...values) / ROOM, Math.max(...values) * ROOM];
  const unit = unitWord(
    block,
    plans.some(({ contrast }) => contrast.paired),
  );
  const texts = own.map(({ text }) => text);
  if (design.margin !== undefined) texts.push(marginText(design.margin));
  return {
    title: axisName(response, design.margin, confidence),
    unit,
    domain,
    ticks: (height) =>
      transform === undefined
        ? logTicks(domain, tickCount(height))
        : factorTicks(domain, (reach) => ratioOf(transform, reach), height),
    first,
    last,
    isLog: last > MOST_LINEAR,
    margin,
    colours: [...new Set(own.map(({ colour }) => colour)), SOFT_INK],
    beside: Math.max(0, ...texts.map(endWidth)),
    design,
  };
}

function axisName(response: Response, margin: number | undefined, confidence: number): string {
  const ratio = isRatio(response);
  const what =
    margin === undefined
      ? `${percentText(confidence)} interval, ${ratio ? "factor to each side" : "half-width"}`
      : `margin that is shown${ratio ? ", a factor" : ""}`;
  return `${measureName(response)}: ${what} (log scale)`;
}

/** Round factors within a domain of a logarithm's differences, no closer than they can be read. */
function factorTicks(
  [low, high]: Domain,
  factorOf: (reach: number) => number,
  height: number,
): SpecPart {
  const gap = (Math.log(high / low) / height) * LEAST_GAP;
  let reached = -Infinity;
  const values: number[] = [];
  const texts: Record<string, string> = {};
  for (const factor of FACTORS) {
    // The logarithm's base cancels out.
    const reach = Math.log(factor) / Math.log(factorOf(1));
    if (reach < low || reach > high || Math.log(reach) - reached < gap) continue;
    reached = Math.log(reach);
    values.push(reach);
    texts[String(reach)] = `×${formatSignificant(factor, 6)}`;
  }
  return { values, labelExpr: `(${JSON.stringify(texts)})[datum.value]` };
}

/** Px between two ticks of factors, at least. */
const LEAST_GAP = 20;

function unitWord(block: string | undefined, isPaired: boolean): string {
  return block === undefined || !isPaired ? "runs of each level" : `pairs by ${block}`;
}

function budgetRows(comparison: Comparison, plans: readonly BudgetPlan[]): SpecRow[] {
  const records = contrastRecords(
    comparison,
    plans.map(({ contrast }) => contrast),
  );
  return records.map((row, i) => {
    const { needed, isEnough } = plans[i]!;
    return { ...row, needed, enough: isEnough };
  });
}

function sentences(comparison: Comparison, panels: readonly BudgetLines[]): string[] {
  const { design, differences } = comparison;
  const { margin } = design;
  const missing = differences.some(({ df }) => !(df >= 2));
  const family = differences.filter(({ p }) => !Number.isNaN(p)).length;
  const allowing = margin === undefined && family > 1 ? `, allowing for ${family} contrasts` : "";
  const factor = design.responses.some(isRatio) ? "a factor of " : "";
  const isMarked = panels.some(({ drawn }) => drawn.some(({ plans }) => plans.some(isOpen)));
  const marked = isMarked ? "Diamonds, and the n" : "The n";
  const [what, aim] =
    margin === undefined
      ? [
          `half-width of the ${percentText(design.confidence)} interval${allowing}, kept to with 80% chance`,
          "an interval as wide as the difference seen; a smaller true difference takes more, so name the margin that matters to plan for it",
        ]
      : [
          "the smallest margin within which two levels that do not differ are shown to lie, with 80% chance",
          `what the margin of ${factor}${formatSignificant(margin, 5)} takes`,
        ];
  return [
    `Curves: ${what}, from the spread seen`,
    `Dots: the n there is (${sizeAndPairing(comparison)}). ${marked} at the right: ${aim}`,
    hiddenSentence(panels),
    missing ? "Contrasts whose spread is not known are left out" : "",
    ...designSentences(comparison),
  ];
}

/** What those need for which there was no room. */
function hiddenSentence(panels: readonly BudgetLines[]): string {
  const hidden = panels.flatMap((one) => one.hidden.flatMap(({ plans }) => plans));
  if (hidden.length === 0) return "";
  const most = Math.max(...panels.map(({ drawn }) => drawn.length));
  const all = Math.max(...panels.map((one) => one.drawn.length + one.hidden.length));
  const open = hidden.filter(({ isEnough }) => !isEnough);
  const rest = open.length === 0 ? hidden : open;
  const also = open.length > 0 && open.length < hidden.length ? ", or have enough" : "";
  return `${panels.length > 1 ? "Each panel has" : "Drawn are"} the ${most} of up to ${all} curves that need most; the others: ${neededText(rest)}${also}`;
}
