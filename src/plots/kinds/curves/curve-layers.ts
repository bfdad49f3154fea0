import { levelText } from "../../../compare/level.js";
import { spread } from "../../../util/spread.js";
import { visibleText } from "../../../util/visible-text.js";
import { type CurveDomain, isOffAxis } from "./curve-domain.js";
import { nearby } from "../../marks/nearby.js";
import { type CurveGroup, type CurveMean, hasSeveral } from "./curve-groups.js";
import type { CleanCurve } from "./curve-points.js";
import { atLevels, type CurveStyle } from "./curve-styles.js";
import type { CurveSet } from "./curves-data.js";
import { drawn, drawnLines, type LineRow, quantity, sixDigits, tip } from "../../marks/encode.js";
import { hitMark } from "../../marks/hits.js";
import type { SpecPart } from "../../render/spec.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** Points of all thin lines together, and of each at least and at most. */
const THIN_POINTS = { all: 6000, least: 30, most: 200 } as const;

/** Px around the points of a thin line in which it has its tooltip. */
const THIN_HIT = 8;

/** With so few steps the means are also dots. */
const MOST_DOTS = 12;

/** What of the runs' own curves is drawn. */
export interface CurveRows {
  readonly curves: ReadonlySet<CleanCurve>;
  /** Points of each curve. */
  readonly points: number;
}

/** Spreads the room in a specification over the runs: fewer points each, then fewer runs. */
export function drawnCurves(curves: readonly CleanCurve[]): CurveRows {
  const count = Math.min(curves.length, THIN_POINTS.all / THIN_POINTS.least);
  const fair = Math.floor(THIN_POINTS.all / Math.max(curves.length, 1));
  const points = Math.max(THIN_POINTS.least, Math.min(THIN_POINTS.most, fair));
  return { curves: new Set(spread(curves, count)), points };
}

/**
 * Bands, thin lines, means and crosses of one panel. The lines that stand out lie above the grey ones.
 *
 * @param hits - what shows the tooltips of means, below the crosses
 */
export function curveLayers(
  groups: readonly CurveGroup[],
  styles: readonly CurveStyle[],
  rows: CurveRows,
  set: CurveSet,
  domain: CurveDomain,
  hits: readonly SpecPart[],
): SpecPart[] {
  const lines = styles.flatMap((style) => {
    const group = atLevels(groups, style.levels);
    return group === undefined ? [] : [{ style, group }];
  });
  const scales = lineScales(styles);
  return [
    thinLayer(lines, rows, scales.color, set, domain),
    bandLayer(
      lines.filter(({ style }) => style.standsOut),
      scales.color,
      domain,
    ),
    meanLayer(lines, scales, domain),
    ...hits,
    crossLayer(lines, scales.color, set, domain),
  ];
}

interface Line {
  readonly style: CurveStyle;
  readonly group: CurveGroup;
}

interface LineScales {
  readonly color: SpecPart;
  readonly strokeDash: SpecPart;
}

function lineScales(styles: readonly CurveStyle[]): LineScales {
  const domain = styles.map(({ text }) => text);
  const by = (range: readonly (string | readonly number[])[]): SpecPart => ({
    field: "line",
    type: "nominal",
    scale: { domain, range },
    legend: null,
  });
  return {
    color: by(styles.map(({ colour }) => colour)),
    strokeDash: by(styles.map(({ dash }) => dash)),
  };
}

function thinLayer(
  lines: readonly Line[],
  rows: CurveRows,
  color: SpecPart,
  { design }: CurveSet,
  domain: CurveDomain,
): SpecPart {
  const values = lines
    .filter(({ group }) => hasSeveral(group))
    .flatMap(({ group, style }) =>
      group.curves
        .filter((curve) => rows.curves.has(curve))
        .map((curve) => thinRow(curve, style, rows.points, domain)),
    );
  const line = { type: "line", clip: true };
  return drawnLines(values, ["step", "value"], {
    encoding: {
      x: quantity("step"),
      y: quantity("value"),
      color,
      detail: { field: "run", type: "nominal" },
    },
    layer: [
      { mark: { ...line, strokeWidth: 0.7, strokeOpacity: 0.3 } },
      {
        mark: hitMark({ ...line, strokeWidth: THIN_HIT }),
        // A list is not passed on to layers.
        encoding: {
          tooltip: [
            tip("line", design.factors.map(({ name }) => name).join(", ") || "line"),
            ...(unitOfValues(design) === "run" ? [tip("run", "run")] : []),
            ...(design.block === undefined ? [] : [tip("seed", design.block)]),
          ],
        },
      },
    ],
  });
}

function thinRow(
  { points, run, seed }: CleanCurve,
  { text }: CurveStyle,
  count: number,
  domain: CurveDomain,
): LineRow {
  const shown = spread(points, count);
  return {
    line: text,
    run,
    seed: visibleText(levelText(seed)),
    step: shown.map(({ step }) => step),
    value: shown.map(({ value }) => sixDigits(nearby(value, domain))),
  };
}

function bandLayer(lines: readonly Line[], color: SpecPart, domain: CurveDomain): SpecPart {
  const values = lines.map(({ style, group }) => {
    const means = group.means.filter(({ upper }) => !Number.isNaN(upper));
    return {
      line: style.text,
      step: means.map(({ step }) => step),
      // Without a lower end the band has a gap.
      lower: means.map(({ lower }) =>
        isOffAxis(lower, domain) ? null : sixDigits(nearby(lower, domain)),
      ),
      upper: means.map(({ upper }) => sixDigits(nearby(upper, domain))),
    };
  });
  return drawnLines(values, ["step", "lower", "upper"], {
    mark: { type: "area", opacity: 0.2, clip: true },
    encoding: {
      x: quantity("step"),
      y: quantity("lower", { stack: null }),
      y2: { field: "upper" },
      color,
    },
  });
}

function meanLayer(
  lines: readonly Line[],
  { color, strokeDash }: LineScales,
  domain: CurveDomain,
): SpecPart {
  const few = new Set(lines.flatMap(({ group }) => stepsAt(group.means))).size <= MOST_DOTS;
  const values = lines.map(({ style, group: { means } }) => ({
    line: style.text,
    step: stepsAt(means),
    value: means.map(({ mean }) => sixDigits(nearby(mean, domain))),
  }));
  return drawnLines(values, ["step", "value"], {
    mark: {
      type: "line",
      strokeWidth: 2,
      clip: true,
      ...(few ? { point: { size: 34, opacity: 1 } } : {}),
    },
    encoding: { x: quantity("step"), y: quantity("value"), color, strokeDash },
  });
}

function stepsAt(means: readonly CurveMean[]): number[] {
  return means.map(({ step }) => step);
}

/** × at the last point of each run that ended early; at the panel's edge where that lies beyond. */
function crossLayer(
  lines: readonly Line[],
  color: SpecPart,
  { design }: CurveSet,
  { domain: [low, high] }: CurveDomain,
): SpecPart {
  const values = lines.flatMap(({ style, group }) =>
    group.curves
      .filter(({ endsEarly }) => endsEarly)
      .flatMap(({ points, run, seed }) => {
        const last = points.at(-1);
        if (last === undefined) return [];
        return [
          {
            step: last.step,
            value: Math.min(high, Math.max(low, last.value)),
            line: style.text,
            run,
            seed: visibleText(levelText(seed)),
          },
        ];
      }),
  );
  return drawn(values, {
    mark: { type: "text", text: "×", fontSize: 15, fontWeight: "bold", baseline: "middle" },
    encoding: {
      x: quantity("step"),
      y: quantity("value"),
      color,
      tooltip: [
        unitOfValues(design) === "run"
          ? tip("run", "run that died")
          : tip("seed", "seed that died"),
      ],
    },
  });
}
