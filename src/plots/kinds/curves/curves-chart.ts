import { facetHeading, facetLevels } from "../../parts/panels.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import { chartTitle } from "../../chart/chart-title.js";
import { Chart } from "../../chart/chart.js";
import { levelKey } from "../../../compare/level.js";
import type { Level } from "../../../compare/types.js";
import { listWords } from "../../../util/list-words.js";
import { curveDomain, type CurveDomain } from "./curve-domain.js";
import { type CurveGroup, groupCurves, stepsOf } from "./curve-groups.js";
import { curveLayers, type CurveRows, drawnCurves } from "./curve-layers.js";
import { curveHits } from "./curve-hits.js";
import { cleanCurve, type CleanCurve } from "./curve-points.js";
import { curveSentences, curvesText, lineSuffix } from "./curve-sentences.js";
import { atLevels, type CurveStyle, curveStyles } from "./curve-styles.js";
import type { CurveSet } from "./curves-data.js";
import { logTicks } from "../../marks/log-ticks.js";
import { emptyNote, fixedScale, quantity } from "../../marks/encode.js";
import { endLabels } from "./curve-ends.js";
import { freeNames } from "../../chart/free-names.js";
import { fitSize, type PlotArea } from "../../chart/fit-size.js";
import { panelLayouts, placeIn, wrapRows } from "../../parts/panel-layouts.js";
import { headed } from "../../parts/panel-heading.js";
import type { PanelPlace } from "../../parts/panels-chart.js";
import {
  type SpecPart,
  type SpecRow,
  VEGA_LITE_SCHEMA,
  type VegaLiteSpec,
} from "../../render/spec.js";
import { type AxisScale, stepAxis, stepPlace, stepScale, type StepScale } from "./step-axis.js";
import { SCREEN_THEME } from "../../look/theme.js";
import { scaleTitle, tickCount, valueAxis } from "../../marks/value-axis.js";
import { percentText } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** Usual sizes of one panel, in px. */
const PANEL = { width: 440, all: 780, least: 170, height: 280, lessHeight: 200 } as const;

/** Points of all means together, and of each mean at least and at most. */
const MEAN_POINTS = { all: 3000, least: 25, most: 300 } as const;

export interface CurvesOptions extends DrawOptions {
  /** Scale of the steps. Default: log for a grid of few positive steps that spans two decades, else linear. */
  readonly x?: AxisScale;
  /** Scale of the values. Default: linear, or what the formula says: log(val_loss). */
  readonly y?: AxisScale;
}

/** Everything that is computed before anything is laid out. */
interface CurvePlot {
  readonly set: CurveSet;
  readonly curves: readonly CleanCurve[];
  readonly groups: readonly CurveGroup[];
  readonly styles: readonly CurveStyle[];
  readonly domain: CurveDomain;
  readonly drawn: CurveRows;
  readonly x: StepScale;
  readonly y: AxisScale;
}

/**
 * Learning curves: the mean of the runs at each step with its t interval, each run as a thin line behind, the lines'
 * names at their ends, and × where a run died. Facets are columns and rows.
 *
 * A mean is that of the runs that have the step; between a run's own steps its value is interpolated.
 */
export function curvesChart(set: CurveSet, options: CurvesOptions = {}): Chart {
  return curvesPanels([set], options);
}

/** The same of several responses of one design, below each other, with one axis of steps. */
export function curvesPanels(sets: readonly CurveSet[], options: CurvesOptions = {}): Chart {
  const all = sets.flatMap(({ curves }) => curves.flatMap(({ step }) => Array.from(step)));
  const x = options.x ?? stepScale(all);
  const plots = sets.map((set) => preparePlot(set, x, options));
  const grid = facetGrid(sets[0]!);
  const spec = fitSize(
    (area, textWidth, { columns }) =>
      curvesSpec(plots, wrapRows(grid, columns), options, area, textWidth),
    panelLayouts(grid, (rows) => usualArea(rows, sets.length)),
    options,
  );
  const rows = plots.flatMap((plot) => meanRows(plot, plots.length > 1));
  return new Chart({ spec, description: curvesDescription(plots), rows });
}

function preparePlot(set: CurveSet, x: StepScale, options: CurvesOptions): CurvePlot {
  const y = options.y ?? (set.isLog === true ? "log" : "linear");
  const curves = set.curves.map((curve) => cleanCurve(curve, x === "log", y === "log"));
  const count = new Set(curves.map(({ facets, levels }) => levelKey([...facets, ...levels]))).size;
  const fair = Math.floor(MEAN_POINTS.all / Math.max(count, 1));
  const steps = Math.max(MEAN_POINTS.least, Math.min(MEAN_POINTS.most, fair));
  const groups = groupCurves(curves, { steps, confidence: set.design.confidence });
  const styles = curveStyles(set, groups, options.colors);
  return {
    set,
    curves,
    groups,
    styles,
    domain: curveDomain(groups, y),
    drawn: drawnCurves(curves),
    x,
    y,
  };
}

/** A panel by the levels of its facets. */
interface FacetPanel {
  readonly facets: readonly Level[];
  readonly heading: string;
}

function facetGrid({ design: { facets } }: CurveSet): FacetPanel[][] {
  return facetLevels(facets[1]).map((row) =>
    facetLevels(facets[0]).map((column) => {
      const levels = [...column, ...row];
      return { facets: levels, heading: facetHeading(facets, levels) };
    }),
  );
}

function usualArea(grid: readonly (readonly FacetPanel[])[], sets: number): PlotArea {
  const columns = grid[0]?.length ?? 1;
  const rows = grid.length * sets;
  const width = Math.max(PANEL.least, Math.min(PANEL.width, PANEL.all / columns));
  return { width: width * columns, height: rows * (rows > 1 ? PANEL.lessHeight : PANEL.height) };
}

function curvesSpec(
  plots: readonly CurvePlot[],
  grid: readonly (readonly FacetPanel[])[],
  options: CurvesOptions,
  area: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const sets = plots.map(({ set }) => set);
  const rows = plots.flatMap((plot) => grid.map((panels) => ({ plot, panels })));
  const all = rows.map(({ panels }) => panels);
  const size = {
    width: area.width / Math.max(...grid.map(({ length }) => length)),
    height: area.height / rows.length,
  };
  const steps = stepsOf(plots.flatMap(({ curves }) => curves));
  const title = { title: options.title ?? curvesTitle(sets), sentences: plotSentences(plots) };
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle(title, textWidth),
    vconcat: rows.map(({ plot, panels }, row) => ({
      hconcat: panels.map((panel, column) =>
        panelView({ ...plot, steps }, panel, { ...size, ...placeIn(all, row, column) }),
      ),
      spacing: 22,
    })),
    spacing: 22,
    config: SCREEN_THEME,
  };
}

function panelView(
  plot: CurvePlot & { readonly steps: readonly number[] },
  { facets, heading }: FacetPanel,
  { width, height, isFirst, isLast, isTop, isBottom }: PanelPlace,
): SpecPart {
  const here = plot.groups.filter((group) => levelKey(group.facets) === levelKey(facets));
  const { set, styles, domain } = plot;
  const x = stepAxis(isBottom ? set.step : "", plot.steps, plot.x, width);
  const scale = fixedScale(domain.domain, plot.y === "log" ? { type: "log" } : {});
  const ticks = plot.y === "log" ? logTicks(domain.domain, tickCount(height)) : {};
  const isNamed = isLast && set.design.factors.length > 0;
  const places = {
    width,
    height,
    across: stepPlace(plot.steps, plot.x, width),
    down: pixelOf(plot, height),
  };
  return headed(isTop ? heading : "", {
    width,
    height,
    encoding: {
      x: quantity("step", x),
      y: quantity("value", {
        scale,
        axis: {
          ...valueAxis(
            scaleTitle(set.response.name, plot.y === "log"),
            height,
            isFirst,
            domain.domain,
          ),
          ...ticks,
        },
      }),
    },
    layer: [
      ...curveLayers(
        here,
        styles,
        plot.drawn,
        set,
        domain,
        curveHits(here, styles, set, places, "mean"),
      ),
      ...(here.some(({ means }) => means.length > 0)
        ? []
        : [emptyNote("no values", width, height)]),
      ...(isNamed
        ? endLabels(here, styles, {
            width,
            height,
            pixel: places.down,
            suffix: lineSuffix(plot),
          })
        : []),
    ],
  });
}

function pixelOf({ domain, y }: CurvePlot, height: number): (value: number) => number {
  const along = (value: number): number => (y === "log" ? Math.log(value) : value);
  const [low, high] = [along(domain.domain[0]), along(domain.domain[1])];
  return (value) => ((high - along(value)) / (high - low)) * height;
}

/** The sentences of all plots; one that does not hold for all of them begins with its response. */
function plotSentences(plots: readonly CurvePlot[]): string[] {
  const own = plots.map(curveSentences);
  const said = own.flatMap((sentences, i) =>
    sentences
      .filter((sentence) => sentence !== "")
      .map((sentence) =>
        own.every((other) => other.includes(sentence))
          ? sentence
          : `${plots[i]!.set.response.name}: ${sentence}`,
      ),
  );
  return [...new Set(said)];
}

function curvesTitle(sets: readonly CurveSet[]): string {
  const { step, design } = sets[0]!;
  const by = listWords([step, ...design.factors.map(({ name }) => name)]);
  return `${listWords([...new Set(sets.map(({ response }) => response.name))])} by ${by}`;
}

function curvesDescription(plots: readonly CurvePlot[]): string {
  const { set, curves, groups, styles } = plots[0]!;
  const { facets, confidence } = set.design;
  const lines = styles.length > 1 ? ` in ${styles.length} lines` : "";
  const each = facets.length === 0 ? "" : `, for each ${listWords(facets.map(({ name }) => name))}`;
  const hasInterval = groups.some(({ means }) => means.some(({ lower }) => !Number.isNaN(lower)));
  const interval = `mean${hasInterval ? ` and pointwise ${percentText(confidence)} t interval` : ""}`;
  return `Learning curves of ${curvesTitle(plots.map((plot) => plot.set))}${lines}${each}: ${interval} of ${curvesText(curves, unitOfValues(set.design))}.`;
}

function meanRows({ set, groups, styles }: CurvePlot, isNamed: boolean): SpecRow[] {
  const factors = [...set.design.facets, ...set.design.factors].map(({ name }) => name);
  const names = freeNames(factors, ["response", "line", set.step, "mean", "lower", "upper", "n"]);
  return groups.flatMap(({ facets, levels, means }) => {
    const at = [...facets, ...levels];
    const named = Object.fromEntries(names.map((name, i) => [name, at[i] ?? null]));
    return means.map(({ step, mean, lower, upper, n }) => ({
      ...(isNamed ? { response: set.response.name } : {}),
      ...named,
      line: atLevels(styles, levels)?.text ?? "",
      [set.step]: step,
      mean,
      lower,
      upper,
      n,
    }));
  });
}
