import { facetLevels, facetHeading } from "./panels.js";
import type { DrawOptions } from "./chart-options.js";
import { chartTitle } from "./chart-title.js";
import { Chart } from "./chart.js";
import { levelKey } from "../compare/level.js";
import type { Level } from "../compare/types.js";
import { listWords } from "../util/list-words.js";
import { curveDomain, type CurveDomain } from "./curve-domain.js";
import { groupCurves, stepsOf, type CurveGroup } from "./curve-groups.js";
import { curveLayers, drawnCurves, type CurveRows } from "./curve-layers.js";
import { cleanCurve, type CleanCurve } from "./curve-points.js";
import { curveSentences, lineSuffix } from "./curve-sentences.js";
import { atLevels, curveStyles, type CurveStyle } from "./curve-styles.js";
import type { CurveSet } from "./curves-data.js";
import { emptyNote, fixedScale, quantity } from "./encode.js";
import { endLabels } from "./end-labels.js";
import { freeNames } from "./free-names.js";
import { fitSize, type PlotArea } from "./fit-size.js";
import { panelHeading } from "./panel-heading.js";
import { VEGA_LITE_SCHEMA, type SpecPart, type SpecRow, type VegaLiteSpec } from "./render/spec.js";
import { spansDecades, stepAxis, type AxisScale } from "./step-axis.js";
import { SCREEN_THEME } from "./theme.js";
import { valueAxis } from "./value-axis.js";
import { countText } from "../util/count-text.js";
import { percentText, unitOfValues } from "./words.js";

/** Usual sizes of one panel, in px. */
const PANEL = { width: 440, all: 780, least: 170, height: 280, lessHeight: 200 } as const;

/** Points of all means together, and of each mean at least and at most. */
const MEAN_POINTS = { all: 3000, least: 25, most: 300 } as const;

export interface CurvesOptions extends DrawOptions {
  /** Scale of the steps. Default: log for a grid of few positive steps that spans two decades, else linear. */
  readonly x?: AxisScale;
  /** Scale of the values. Default: linear. */
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
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/**
 * Learning curves: the mean of the runs at each step with its t interval, each run as a thin line behind, the lines'
 * names at their ends, and × where a run died. Facets are columns and rows.
 *
 * A mean is that of the runs that have the step; between a run's own steps its value is interpolated.
 */
export function curvesChart(set: CurveSet, options: CurvesOptions = {}): Chart {
  const plot = preparePlot(set, options);
  const spec = fitSize(
    (area, textWidth) => curvesSpec(plot, options, area, textWidth),
    usualArea(set),
    options,
  );
  return new Chart({ spec, description: curvesDescription(plot), rows: meanRows(plot) });
}

function preparePlot(set: CurveSet, options: CurvesOptions): CurvePlot {
  const x =
    options.x ??
    (spansDecades(set.curves.flatMap(({ step }) => Array.from(step))) ? "log" : "linear");
  const y = options.y ?? "linear";
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

function usualArea({ design }: CurveSet): PlotArea {
  const columns = design.facets[0]?.levels.length ?? 1;
  const rows = design.facets[1]?.levels.length ?? 1;
  const width = Math.max(PANEL.least, Math.min(PANEL.width, PANEL.all / columns));
  return { width: width * columns, height: rows * (rows > 1 ? PANEL.lessHeight : PANEL.height) };
}

function curvesSpec(
  plot: CurvePlot,
  options: CurvesOptions,
  area: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const { design } = plot.set;
  const columns = facetLevels(design.facets[0]);
  const rows = facetLevels(design.facets[1]);
  const size = { width: area.width / columns.length, height: area.height / rows.length };
  const title = { title: options.title ?? curvesTitle(plot.set), sentences: curveSentences(plot) };
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle(title, textWidth),
    vconcat: rows.map((row) => ({
      hconcat: columns.map((column, i) =>
        panelView(plot, [...column, ...row], size, {
          isFirst: i === 0,
          isLast: i === columns.length - 1,
        }),
      ),
      spacing: 22,
    })),
    spacing: 22,
    config: SCREEN_THEME,
  };
}

function panelView(
  plot: CurvePlot,
  facets: readonly Level[],
  { width, height }: PlotArea,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): SpecPart {
  const here = plot.groups.filter((group) => levelKey(group.facets) === levelKey(facets));
  const { set, styles, domain } = plot;
  const x = stepAxis(set.step, stepsOf(plot.curves), plot.x, width);
  const scale = fixedScale(domain.domain, plot.y === "log" ? { type: "log" } : {});
  const isNamed = isLast && set.design.factors.length > 0;
  return {
    ...panelHeading(facetHeading(set.design.facets, facets), width),
    width,
    height,
    encoding: {
      x: quantity("step", x),
      y: quantity("value", { scale, axis: valueAxis(set.response.name, height, isFirst) }),
    },
    layer: [
      ...curveLayers(here, styles, plot.drawn, set, domain),
      ...(here.some(({ means }) => means.length > 0)
        ? []
        : [emptyNote("no values", width, height)]),
      ...(isNamed
        ? endLabels(here, styles, {
            width,
            height,
            pixel: pixelOf(plot, height),
            suffix: lineSuffix(plot),
          })
        : []),
    ],
  };
}

function pixelOf({ domain, y }: CurvePlot, height: number): (value: number) => number {
  const along = (value: number): number => (y === "log" ? Math.log(value) : value);
  const [low, high] = [along(domain.domain[0]), along(domain.domain[1])];
  return (value) => ((high - along(value)) / (high - low)) * height;
}

function curvesTitle({ response, step, design }: CurveSet): string {
  return `${response.name} by ${listWords([step, ...design.factors.map(({ name }) => name)])}`;
}

function curvesDescription({ set, curves, styles }: CurvePlot): string {
  const { facets, confidence } = set.design;
  const lines = styles.length > 1 ? ` in ${styles.length} lines` : "";
  const each = facets.length === 0 ? "" : `, for each ${listWords(facets.map(({ name }) => name))}`;
  const interval = `mean and ${percentText(confidence)} t interval`;
  return `Learning curves of ${curvesTitle(set)}${lines}${each}: ${interval} of ${countText(curves.length, unitOfValues(set.design))}.`;
}

function meanRows({ set, groups, styles }: CurvePlot): SpecRow[] {
  const factors = [...set.design.facets, ...set.design.factors].map(({ name }) => name);
  const names = freeNames(factors, ["line", set.step, "mean", "lower", "upper", "n"]);
  return groups.flatMap(({ facets, levels, means }) => {
    const at = [...facets, ...levels];
    const named = Object.fromEntries(names.map((name, i) => [name, at[i] ?? null]));
    return means.map(({ step, mean, lower, upper, n }) => ({
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
