import { quantile } from "../../../stats/quantile.js";
import type { CurveGroup } from "./curve-groups.js";
import { domainOf, extent, NO_VALUES, type Domain } from "../../marks/domain.js";
import type { AxisScale } from "./step-axis.js";

/** A range this many times that of the middle 96% of values comes from runs that blew up. */
const BLOWN_UP = 50;

/** How far an interval may widen the axis, as a share of the range of values. */
const BAND_ROOM = 0.3;

/** The values' axis, and how many values lie beyond it. */
export interface CurveDomain {
  readonly domain: Domain;
  readonly scale: AxisScale;
  readonly beyond: number;
}

/**
 * A value where it lies, or just out of sight: renderers drop a whole line when one of its points lies some 1e9 px
 * away, and zero has no place on a log axis.
 */
export function nearby(value: number, { domain: [low, high], scale }: CurveDomain): number {
  const [least, most] =
    scale === "log" ? [low / 10, high * 10] : [low - 4 * (high - low), high + 4 * (high - low)];
  return Math.max(least, Math.min(most, value));
}

/** True for an end of an interval that a log axis has no place for. */
export function isOffAxis(lower: number, { scale }: Pick<CurveDomain, "scale">): boolean {
  return scale === "log" && lower <= 0;
}

/**
 * The domain of the values of all curves. Intervals widen it a little at most; where a few values blew up by orders
 * of magnitude, it keeps to the rest and counts them.
 */
export function curveDomain(groups: readonly CurveGroup[], scale: AxisScale): CurveDomain {
  const values = groups.flatMap(({ curves }) =>
    curves.flatMap(({ points }) => points.map(({ value }) => value)),
  );
  if (values.length === 0 && scale === "linear") return { domain: NO_VALUES, scale, beyond: 0 };
  const core = coreOf(values, scale);
  const beyond = values.filter((value) => value < core[0] || value > core[1]).length;
  const bands = groups.flatMap(({ means }) => means.flatMap(({ lower, upper }) => [lower, upper]));
  if (scale === "log") return { domain: [core[0] / 1.1, core[1] * 1.1], scale, beyond };
  const room = extent(core) * BAND_ROOM;
  const [low, high] = [core[0] - room, core[1] + room];
  const widened = bands.map((value) => Math.min(high, Math.max(low, value)));
  return { domain: domainOf([...core, ...widened], 0.04), scale, beyond };
}

function coreOf(values: readonly number[], scale: AxisScale): Domain {
  if (values.length === 0) return [1, 10];
  const full = domainOf(values, 0);
  const middle: Domain = [quantile(values, 0.02), quantile(values, 0.98)];
  if (full[0] === full[1]) return scale === "log" ? full : domainOf(values);
  if (
    scale === "log" ||
    !(extent(middle) > 0) ||
    full[1] / BLOWN_UP - full[0] / BLOWN_UP <= extent(middle)
  )
    return full;
  const room = extent(middle) / 2;
  return [Math.max(full[0], middle[0] - room), Math.min(full[1], middle[1] + room)];
}
