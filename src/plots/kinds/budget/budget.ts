import type { Comparison } from "../../../compare/comparison.js";
import { contrastKind } from "../../../compare/contrast-kind.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { groupBy } from "../../../util/group-by.js";
import { budgetPlan, FEWEST, type BudgetPlan } from "./budget-plan.js";
import { budgetView, type BudgetLine, type BudgetScale } from "./budget-view.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import { contrastParts } from "../../parts/contrast-words.js";
import { levelStyles, type LevelStyle } from "../../look/level-style.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { paperOf } from "../../chart/paper.js";
import type { SpecRow } from "../../render/spec.js";
import { SOFT_INK } from "../../look/theme.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { sizeAndPairing } from "../../parts/sentences/pairing.js";
import { percentText, rangeText } from "../../parts/words.js";

/** More curves than this in a panel are cut to the widest. */
const MOST_LINES = 6;

/** Beyond this a number of seeds is no plan. */
const MOST_SEEDS = 1000;

/** The axis begins with no fewer than this share of what there is. */
const BEFORE = 10;

/** An axis that reaches further than this is logarithmic. */
const MOST_LINEAR = 60;

/** Panels in a row, where the picture is not narrower than so many px. */
const SIDE_BY_SIDE = 2;
const NARROW = 640;

const PANEL = { width: 420, all: 760, least: 200, height: 270, lessHeight: 210 } as const;

/** What is drawn, and how. */
interface Plans {
  readonly byContrast: ReadonlyMap<Contrast, BudgetPlan>;
  /** By kind of contrast; names them, too. */
  readonly styles: ReadonlyMap<string, LevelStyle>;
}

/**
 * How narrow the interval of each contrast gets with more seeds (runs of each level, where not paired): its expected
 * half-width against their number, from the spread seen, with the number that there are and the one that is needed to
 * find no difference larger than the margin or, without a margin, for an interval within the difference seen: see
 * `Comparison.seedsNeeded`. Facets and responses are panels.
 *
 * Source: G. Hahn and W. Meeker, Statistical Intervals (1991), section 8.
 *
 * @throws CeterisError CHART where no contrast has a spread
 */
export function budget(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("budget", comparison, options);
  const { design } = comparison;
  const plans = plansOf(comparison, options);
  const all = [...plans.byContrast.values()];
  const isNarrow = (paperOf(options).width ?? Infinity) < NARROW;
  const grid = rowsOf(panelGrid(comparison), isNarrow ? 1 : SIDE_BY_SIDE);
  const last = lastOf(all);
  const most = Math.max(...grid.flat().map((panel) => linesOf(panel, plans).length));
  const scales = new Map(
    design.responses.map((one) => [one.name, scaleOf(comparison, one, plans, last)]),
  );
  const columns = grid[0]?.length ?? 1;
  return panelsChart(
    {
      comparison,
      kind: "Budget",
      draws: "expected half-widths of intervals",
      grid,
      usual: {
        width: Math.max(PANEL.least, Math.min(PANEL.width, PANEL.all / columns)) * columns,
        height: (grid.length > 1 ? PANEL.lessHeight : PANEL.height) * grid.length,
      },
      beside: 120,
      sentences: () => sentences(comparison, most),
      view: (panel, place) =>
        budgetView(
          panel.heading,
          linesOf(panel, plans).slice(0, MOST_LINES),
          scales.get(panel.response.name)!,
          place,
        ),
      rows: budgetRows(comparison, all),
    },
    options,
  );
}

/** The panels of each response, few side by side: each has labels at its right. */
function rowsOf(grid: readonly (readonly Panel[])[], columns: number): Panel[][] {
  const byResponse = groupBy(grid.flat(), ({ response }) => response.name);
  return [...byResponse.values()].flatMap((panels) =>
    Array.from({ length: Math.ceil(panels.length / columns) }, (_, i) =>
      panels.slice(i * columns, (i + 1) * columns),
    ),
  );
}

function plansOf(comparison: Comparison, { colors }: DrawOptions): Plans {
  const { design, differences } = comparison;
  const { margin, confidence } = design;
  const table = comparison.seedsNeeded().objects() as { seeds: number | null }[];
  // As `seedsNeeded` has it: the margin is one for all, the differences seen are many.
  const family = differences.filter(({ p }) => !Number.isNaN(p)).length;
  const own = margin === undefined ? 1 - (1 - confidence) / Math.max(1, family) : confidence;
  const planned = differences.flatMap((contrast, i): BudgetPlan[] => {
    const plan = budgetPlan(contrast, table[i]!.seeds ?? NaN, design, own);
    return plan === undefined ? [] : [plan];
  });
  if (planned.length === 0)
    throw new CeterisError(
      "CHART",
      `A budget is planned from the spread of each contrast and '${comparison.formula}' has none; it takes two levels with three runs or more each.`,
    );
  const kinds = new Map(planned.map(({ contrast }) => [contrastKind(contrast), contrast]));
  return {
    byContrast: new Map(planned.map((plan) => [plan.contrast, plan])),
    styles: stylesOf(comparison, [...kinds.values()], colors),
  };
}

/** The styles of the levels, where each has one contrast, by kind; else of the contrasts themselves. */
function stylesOf(
  { design }: Comparison,
  kinds: readonly Contrast[],
  colors: DrawOptions["colors"],
): Map<string, LevelStyle> {
  const names = kinds.map((one) => contrastParts(one, design).filter(Boolean).join(", "));
  const levels = new Set(kinds.map(({ level }) => level));
  const isByLevel =
    levels.size === kinds.length && kinds.every(({ term }) => term === kinds[0]!.term);
  const options = colors === undefined ? {} : { colours: colors };
  const styles = isByLevel
    ? levelStyles(design.factors[0]?.levels ?? [], { ...options, standOut: [...levels] })
    : levelStyles(names, options);
  return new Map(
    kinds.map((kind, i) => {
      const found = styles.find(({ level }) => level === (isByLevel ? kind.level : names[i]));
      return [contrastKind(kind), { ...(found ?? styles[0]!), text: names[i]! }];
    }),
  );
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

/** True where more seeds are needed, and so many that it is a plan. */
function isOpen({ isEnough, needed }: BudgetPlan): boolean {
  return !isEnough && needed <= MOST_SEEDS;
}

function scaleOf(
  { design }: Comparison,
  response: Response,
  { byContrast, styles }: Plans,
  last: number,
): BudgetScale {
  const ratio = isRatio(response);
  const own = [...byContrast.values()].filter(
    ({ contrast }) => contrast.response === response.name,
  );
  const colours = [...styles.values()].map(({ colour }) => colour);
  const marks = own.map(({ reachAt, present }) => reachAt(Math.max(FEWEST, present)));
  const largest = Math.max(...marks, ...(design.margin === undefined ? [] : [design.margin]));
  const base = ratio ? 1 : 0;
  return {
    title: `interval reaches ${ratio ? "a factor of" : "±"} in ${measureName(response)}`,
    unit: unitWord(
      design.block,
      own.some(({ contrast }) => contrast.paired),
    ),
    domain: [base, Number.isFinite(largest) ? base + 1.6 * (largest - base) : base + 1],
    first: Math.max(FEWEST, Math.floor(Math.min(...own.map(({ present }) => present)) / BEFORE)),
    last,
    isLog: last > MOST_LINEAR,
    margin: design.margin,
    colours: [...colours, SOFT_INK],
  };
}

function unitWord(block: string | undefined, isPaired: boolean): string {
  return block === undefined || !isPaired ? "runs of each level" : `pairs by ${block}`;
}

/** A line for all contrasts of a panel that have one curve, as those of one model have; the widest first. */
function linesOf(panel: Panel, { byContrast, styles }: Plans): BudgetLine[] {
  const plans = panel.differences.flatMap((contrast) => byContrast.get(contrast) ?? []);
  const groups = groupBy(plans, ({ present, sd, contrast: { paired } }) =>
    JSON.stringify([sd.toPrecision(6), present, paired]),
  );
  const lines = [...groups.values()].map((own): BudgetLine => {
    const looks = own.map(({ contrast }) => styles.get(contrastKind(contrast))!);
    const names = looks.map(({ text }) => text);
    const name = groupName(names, plans.length);
    const colour = own.length === 1 ? looks[0]!.colour : SOFT_INK;
    return { plans: own, names, colour, name, text: `${name}: ${neededText(own)}` };
  });
  return lines.toSorted((a, b) => widthOf(b) - widthOf(a));
}

function widthOf({ plans: [plan] }: BudgetLine): number {
  return plan!.reachAt(plan!.present);
}

function groupName(names: readonly string[], all: number): string {
  const [first] = names;
  if (names.length === 1) return first!;
  if (names.length < all) return `${first} and ${names.length - 1} more`;
  return `${all === 2 ? "both" : `all ${all}`} contrasts`;
}

/** `n = 12`, `n = 8 to 12` for those that need more than they have, `n = 5 is enough`. */
function neededText(plans: readonly BudgetPlan[]): string {
  const open = plans.filter(({ isEnough }) => !isEnough);
  if (open.length === 0)
    return `n = ${rangeText(plans.map(({ present }) => Number(present.toFixed(1))))} is enough`;
  const needed = open.map((plan) => plan.needed);
  if (needed.some(Number.isNaN)) return "n unknown";
  const least = Math.min(...needed);
  if (least > MOST_SEEDS) return `n > ${MOST_SEEDS}`;
  if (needed.some((n) => n > MOST_SEEDS)) return `n = ${least} to more than ${MOST_SEEDS}`;
  return `n = ${rangeText(needed)}`;
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

function sentences(comparison: Comparison, most: number): string[] {
  const { design } = comparison;
  const { margin } = design;
  const missing = comparison.differences.some(({ df }) => !(df >= 2));
  const family = comparison.differences.filter(({ p }) => !Number.isNaN(p)).length;
  const allowing = margin === undefined && family > 1 ? `, allowing for ${family} contrasts` : "";
  const aim =
    margin === undefined
      ? "for an interval within the difference seen, as no margin was named"
      : `to find no difference larger than ${margin}, where there is none`;
  return [
    `Expected half-width of the ${percentText(design.confidence)} interval${allowing}, from the spread seen`,
    `Dots: the n there is (${sizeAndPairing(comparison)}). Diamonds, and the n at the right: needed ${aim}, with 80% chance`,
    most > MOST_LINES ? `Each panel has the ${MOST_LINES} widest of up to ${most} curves` : "",
    missing ? "Contrasts whose spread is not known are left out" : "",
    ...designSentences(comparison),
  ];
}
