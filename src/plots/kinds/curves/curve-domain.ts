import { quantile } from "../../../stats/quantile.js";
import type { CurveGroup } from "./curve-groups.js";
import { type Domain, domainOf, extent, NO_VALUES } from "../../marks/domain.js";
import type { CleanCurve } from "./curve-points.js";
import { withoutFarOut } from "../../marks/inner-domain.js";
import type { AxisScale } from "./step-axis.js";

/** A range this many times that of the middle 96% of values comes from runs that blew up. */
const BLOWN_UP = 50;

/** Runs far out are cut off where they would make the range of all others and of the means so many times as wide. */
const FAR_OUT = 4;

/** How far an interval may widen the axis, as a share of the range of values. */
const BAND_ROOM = 0.3;

/** The values' axis, and how much lies beyond it. */
export interface CurveDomain {
  readonly domain: Domain;
  readonly scale: AxisScale;
  /** Values of runs. */
  readonly beyond: number;
  /** Points of means. */
  readonly meansBeyond: number;
}

/** True for an end of an interval that a log axis has no place for. */
export function isOffAxis(lower: number, { scale }: Pick<CurveDomain, "scale">): boolean {
  return scale === "log" && lower <= 0;
}

/**
 * The domain of the values of all curves. Intervals widen it a little at most; where a few values blew up by orders
 * of magnitude, or a few runs lie far from all others and from the means, it keeps to the rest and counts them.
 */
export function curveDomain(groups: readonly CurveGroup[], scale: AxisScale): CurveDomain {
  const curves = groups.flatMap((group) => group.curves);
  const means = groups.flatMap((group) => group.means);
  const values = valuesOf(curves);
  const core = coreOf(
    curves,
    means.map(({ mean }) => mean),
    scale,
  );
  const isBeyond = (value: number): boolean => value < core[0] || value > core[1];
  const found = {
    scale,
    beyond: values.filter(isBeyond).length,
    meansBeyond: means.filter(({ mean }) => isBeyond(mean)).length,
  };
  if (values.length === 0 && scale === "linear") return { domain: NO_VALUES, ...found };
  if (scale === "log") return { domain: [core[0] / 1.1, core[1] * 1.1], ...found };
  const room = extent(core) * BAND_ROOM;
  const [low, high] = [core[0] - room, core[1] + room];
  const bands = means.flatMap(({ lower, upper }) => [lower, upper]);
  const widened = bands.map((value) => Math.min(high, Math.max(low, value)));
  return { domain: domainOf([...core, ...widened], 0.04), ...found };
}

function valuesOf(curves: readonly CleanCurve[]): number[] {
  return curves.flatMap(({ points }) => points.map(({ value }) => value));
}

function coreOf(curves: readonly CleanCurve[], means: readonly number[], scale: AxisScale): Domain {
  const values = valuesOf(curves);
  if (values.length === 0) return scale === "log" ? [1, 10] : [0, 1];
  const full = domainOf(values, 0);
  const middle: Domain = [quantile(values, 0.02), quantile(values, 0.98)];
  if (full[0] === full[1]) return scale === "log" ? full : domainOf(values);
  if (scale === "log") return full;
  if (!(extent(middle) > 0) || full[1] / BLOWN_UP - full[0] / BLOWN_UP <= extent(middle)) {
    const most = domainOf([...valuesOf(nearCurves(curves)), ...means], 0);
    return extent(full) > FAR_OUT * extent(most) ? most : full;
  }
  const room = extent(middle) / 2;
  return [Math.max(full[0], middle[0] - room), Math.min(full[1], middle[1] + room)];
}

/** The curves without those whose middle lies far from the middles of the others. */
function nearCurves(curves: readonly CleanCurve[]): readonly CleanCurve[] {
  const own = curves.filter(({ points }) => points.length > 0);
  const middleOf = ({ points }: CleanCurve): number =>
    quantile(
      points.map(({ value }) => value),
      0.5,
    );
  const near = new Set(withoutFarOut(own.map(middleOf), (value) => value));
  return own.filter((curve) => near.has(middleOf(curve)));
}
