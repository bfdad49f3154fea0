import { levelKey } from "../../../compare/level.js";
import { groupBy } from "../../../util/group-by.js";
import type { Level } from "../../../compare/types.js";
import { type CurveDomain, isOffAxis } from "./curve-domain.js";
import { type CurveGroup, hasSeveral, stepsOf } from "./curve-groups.js";
import type { CurveRows } from "./curve-layers.js";
import { type CleanCurve, valueAt } from "./curve-points.js";
import { colouredWords, type CurveStyle } from "./curve-styles.js";
import type { Curve, CurveSet } from "./curves-data.js";
import { countText } from "../../../util/count-text.js";
import { percentText, rangeText, sizeText } from "../../parts/words.js";
import { averagingSentences } from "../../parts/sentences/averaging.js";
import { withInterval } from "../../parts/sentences/caps.js";
import { distinctBlocks, unitOfValues } from "../../parts/sentences/units.js";

/** What the sentences are about. */
export interface DrawnCurves {
  readonly set: CurveSet;
  readonly curves: readonly CleanCurve[];
  readonly groups: readonly CurveGroup[];
  readonly styles: readonly CurveStyle[];
  readonly domain: CurveDomain;
  readonly drawn: CurveRows;
}

/** The subtitle: interval and sizes, then everything that a reader would not see. */
export function curveSentences(plot: DrawnCurves): string[] {
  const { set, curves, styles, domain } = plot;
  const unit = unitOfValues(set.design);
  const died = curves.filter((one) => one.endsEarly && one.points.length > 0);
  const empty = curves.filter((one) => one.points.length === 0);
  const grey = styles.filter((style) => !style.standsOut).length;
  const [notFinite, notPositive] = [
    sum(curves, (one) => one.notFinite),
    sum(curves, (one) => one.notPositive),
  ];
  const hasInterval = plot.groups.some(({ means }) =>
    means.some(({ lower }) => !Number.isNaN(lower)),
  );
  const interval = hasInterval
    ? withInterval(`pointwise ${percentText(set.design.confidence)} t interval`, styles)
    : "";
  return [
    plot.groups.some(hasSeveral)
      ? `Mean${interval}${sizeWords(plot)}; thin lines are ${unit}s`
      : `One ${unit} each`,
    hasInterval && plot.groups.some(({ means }) => means.some(({ n }) => n === 1))
      ? `No interval where a line has one ${unit}`
      : "",
    ...averagingSentences(set.design),
    died.length === 0
      ? ""
      : `× marks where ${curvesText(died, unit)} died; means go on with the rest`,
    empty.length === 0 ? "" : `${curvesText(empty, unit)} without a value to draw`,
    notFinite === 0 ? "" : `${countText(notFinite, "value")} not finite, left out`,
    notPositive === 0
      ? ""
      : `${countText(notPositive, "point")} at or below zero, left out of the log axis`,
    plot.groups.some(({ means }) => means.some(({ lower }) => isOffAxis(lower, domain)))
      ? "No interval is drawn where it reaches zero, which a log axis has not"
      : "",
    beyondSentence(domain),
    plot.groups.some(isInterpolated) ? `Steps that a ${unit} lacks are interpolated` : "",
    grey === 0 ? "" : `Colour marks ${colouredWords(set)}; ${countText(grey, "more line")} in grey`,
    ...capSentences(plot),
  ];
}

function beyondSentence({ beyond, meansBeyond }: CurveDomain): string {
  if (beyond + meansBeyond === 0) return "";
  const means = meansBeyond === 0 ? "" : ` and ${countText(meansBeyond, "point")} of means`;
  return `${countText(beyond, "value")}${means} beyond the axis, cut off`;
}

/** What stands after a line's name: its size, where the lines differ in it or runs died. */
export function lineSuffix({
  curves,
}: Pick<DrawnCurves, "curves">): (levels: readonly Level[]) => string {
  const sizes = lineSizes(curves);
  if (new Set(sizes.values()).size <= 1) return () => "";
  return (levels) => `, ${sizes.get(levelKey(levels)) ?? sizeText({ n: 0, failed: 0 })}`;
}

function lineSizes(curves: readonly CleanCurve[]): Map<string, string> {
  const lines = [...groupBy(curves, ({ levels }) => levelKey(levels))];
  return new Map(
    lines.map(([key, members]) => {
      const panels = [...groupBy(members, ({ facets }) => levelKey(facets)).values()];
      const n = rangeText(panels.map((panel) => panel.filter((one) => !isFailed(one)).length));
      const failed = members.filter(isFailed).length;
      return [key, failed === 0 ? `n = ${n}` : `n = ${n} (${failed} failed)`];
    }),
  );
}

function isFailed({ endsEarly, points }: CleanCurve): boolean {
  return endsEarly || points.length === 0;
}

function sizeWords({ curves, set }: DrawnCurves): string {
  const sizes = new Set(lineSizes(curves).values());
  const [only] = sizes;
  const each = set.design.facets.length > 0 ? "per line and panel" : "per line";
  return sizes.size === 1 && only !== undefined ? `, ${only} ${each}` : "";
}

/** `3 runs`; a seed has a curve in each line, and is counted once. */
export function curvesText(curves: readonly Curve[], unit: string): string {
  const blocks = distinctBlocks(curves.map(({ seed }) => ({ block: seed })));
  return countText(unit === "run" ? curves.length : blocks, unit);
}

function isInterpolated({ curves }: CurveGroup): boolean {
  const steps = stepsOf(curves);
  return curves.some(({ points }) => {
    const own = new Set(points.map(({ step }) => step));
    return steps.some((step) => !own.has(step) && !Number.isNaN(valueAt(points, step)));
  });
}

function capSentences({ curves, drawn }: DrawnCurves): string[] {
  const longest = Math.max(0, ...curves.map(({ points }) => points.length));
  const thinned =
    longest > drawn.points ? `Thin lines show ${drawn.points} of ${longest} steps` : "";
  const fewer =
    drawn.curves.size < curves.length
      ? `${drawn.curves.size} of ${countText(curves.length, "thin line")} are drawn`
      : "";
  return [thinned, fewer];
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
