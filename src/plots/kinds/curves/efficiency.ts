import { listWords } from "../../../util/list-words.js";
import { Chart } from "../../chart/chart.js";
import { chartTitle } from "../../chart/chart-title.js";
import type { CurveDomain } from "./curve-domain.js";
import { atLevels, type CurveStyle, curveStyles } from "./curve-styles.js";
import { curveHits } from "./curve-hits.js";
import { curveLayers } from "./curve-layers.js";
import { cleanCurve } from "./curve-points.js";
import { curvesText } from "./curve-sentences.js";
import type { CurveGroup } from "./curve-groups.js";
import type { CurvesOptions } from "./curves-chart.js";
import type { CurveSet } from "./curves-data.js";
import { domainOf, extent } from "../../marks/domain.js";
import { emptyNote, fixedScale, quantity } from "../../marks/encode.js";
import { endLabels } from "./curve-ends.js";
import { fitSize, onlyLayout, type PlotArea } from "../../chart/fit-size.js";
import { freeNames } from "../../chart/free-names.js";
import { iqmGroups } from "./iqm-groups.js";
import { type SpecRow, VEGA_LITE_SCHEMA, type VegaLiteSpec } from "../../render/spec.js";
import { stepAxis, stepPlace, stepScale, type StepScale } from "./step-axis.js";
import { SCREEN_THEME } from "../../look/theme.js";
import { valueAxis } from "../../marks/value-axis.js";
import { percentText } from "../../parts/words.js";
import { averagingSentences } from "../../parts/sentences/averaging.js";
import { coloursSentence, withInterval } from "../../parts/sentences/caps.js";
import { unitOfValues } from "../../parts/sentences/units.js";

const AREA = { width: 460, height: 290 } as const;

/** Steps of all lines together, and of each at least and at most. */
const STEPS = { all: 400, least: 12, most: 80 } as const;

/** Everything that is computed before anything is laid out. */
interface EfficiencyPlot {
  readonly set: CurveSet;
  readonly groups: readonly CurveGroup[];
  readonly styles: readonly CurveStyle[];
  readonly steps: readonly number[];
  readonly domain: CurveDomain;
  readonly x: StepScale;
}

/**
 * Sample efficiency: the interquartile mean of the runs of all tasks at each step, with pointwise stratified bootstrap
 * intervals. Facets are the tasks; values are taken as they are.
 *
 * Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 */
export function efficiency(set: CurveSet, options: Omit<CurvesOptions, "y"> = {}): Chart {
  const plot = preparePlot(set, options);
  const spec = fitSize(
    (area, textWidth) => efficiencySpec(plot, options, area, textWidth),
    [onlyLayout(AREA)],
    options,
  );
  const { step, response, design } = set;
  const names = listWords([step, ...design.factors.map(({ name }) => name)]);
  return new Chart({
    spec,
    description: `Sample efficiency, the interquartile mean of ${response.name} by ${names}: ${curvesText(set.curves, unitOfValues(design))}.`,
    rows: plotRows(plot),
  });
}

function preparePlot(set: CurveSet, options: CurvesOptions): EfficiencyPlot {
  const all = set.curves.flatMap(({ step }) => Array.from(step));
  const x = options.x ?? stepScale(all);
  const curves = set.curves.map((curve) => cleanCurve(curve, x === "log", false));
  const lines = new Set(set.curves.map(({ levels }) => JSON.stringify(levels))).size;
  const fair = Math.floor(STEPS.all / Math.max(1, lines));
  const groups = iqmGroups(curves, {
    steps: Math.max(STEPS.least, Math.min(STEPS.most, fair)),
    confidence: set.design.confidence,
  });
  const means = groups.flatMap((group) => group.means);
  const values = means.flatMap(({ mean, lower, upper }) => [mean, lower, upper]);
  return {
    set,
    groups,
    styles: curveStyles(set, groups, options.colors),
    steps: [...new Set(means.map(({ step }) => step))].toSorted((a, b) => a - b),
    domain: { domain: domainOf(values), scale: "linear", beyond: 0, meansBeyond: 0 },
    x,
  };
}

function efficiencySpec(
  plot: EfficiencyPlot,
  options: CurvesOptions,
  { width, height }: PlotArea,
  textWidth: number,
): VegaLiteSpec {
  const { set, groups, styles, domain } = plot;
  const { response, step, design } = set;
  const title = `${response.name} by ${listWords([step, ...design.factors.map(({ name }) => name)])}`;
  const [, high] = domain.domain;
  const pixel = (value: number): number => ((high - value) / extent(domain.domain)) * height;
  const places = { width, height, across: stepPlace(plot.steps, plot.x, width), down: pixel };
  const hits = curveHits(groups, styles, set, places, "IQM of");
  const isEmpty = plot.steps.length === 0;
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: chartTitle({ title: options.title ?? title, sentences: sentences(plot) }, textWidth),
    width,
    height,
    encoding: {
      x: quantity("step", stepAxis(step, plot.steps, plot.x, width)),
      y: quantity("value", {
        scale: fixedScale(domain.domain),
        axis: valueAxis(`IQM of ${response.name}`, height, true, domain.domain),
      }),
    },
    layer: [
      ...curveLayers(groups, styles, { curves: new Set(), points: 0 }, set, domain, hits),
      ...(isEmpty ? [emptyNote("no values", width, height)] : []),
      ...(isEmpty || design.factors.length === 0
        ? []
        : endLabels(groups, styles, { width, height, pixel, suffix: () => "" })),
    ],
    config: SCREEN_THEME,
  };
}

function sentences({ set, groups, styles }: EfficiencyPlot): string[] {
  const { design, curves } = set;
  const unit = unitOfValues(design);
  const bounded = groups.some(({ means }) => means.some(({ lower }) => !Number.isNaN(lower)));
  const interval = `pointwise ${percentText(design.confidence)} stratified bootstrap interval`;
  const tasks = design.facets.reduce((product, { levels }) => product * levels.length, 1);
  const facets = listWords(design.facets.map(({ name }) => name));
  const died = curves.filter((one) => one.died);
  const known = groups.flatMap(({ means }) => means);
  const unbounded = known.filter(({ lower }) => Number.isNaN(lower)).length;
  return [
    `Interquartile mean of ${curvesText(curves, unit)}${bounded ? withInterval(interval, styles) : ""}`,
    tasks > 1 ? `${tasks} tasks by ${facets}, values as they are` : "",
    bounded && unbounded > 0 ? `No interval where a task has a single ${unit}` : "",
    ...averagingSentences(design),
    died.length === 0 ? "" : `${curvesText(died, unit)} died; the lines go on with the rest`,
    coloursSentence(styles, [set.response]),
  ];
}

function plotRows({ set, groups, styles }: EfficiencyPlot): SpecRow[] {
  const factors = set.design.factors.map(({ name }) => name);
  const names = freeNames(factors, ["line", set.step, "iqm", "lower", "upper", "n"]);
  return groups.flatMap(({ levels, means }) => {
    const named = Object.fromEntries(names.map((name, i) => [name, levels[i] ?? null]));
    const line = atLevels(styles, levels)?.text ?? "";
    return means.map(({ step, mean, lower, upper, n }) => ({
      ...named,
      line,
      [set.step]: step,
      iqm: mean,
      lower,
      upper,
      n,
    }));
  });
}
