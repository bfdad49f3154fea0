import { domainOf, type Domain } from "../../marks/domain.js";
import { fixedScale } from "../../marks/encode.js";
import type { SpecPart } from "../../render/spec.js";
import { axisTitle, scaleTitle, tickCount } from "../../marks/value-axis.js";

/** A grid has at most so many values, a history more. */
const MOST_GRID_VALUES = 12;

export type AxisScale = "linear" | "log";

/**
 * Whether a numeric axis is a log axis by itself: a grid of few positive values that spans two decades. Zero and
 * negative values, which have no logarithm, keep it linear.
 */
export function spansDecades(values: readonly number[]): boolean {
  const distinct = [...new Set(values)].filter(Number.isFinite);
  if (distinct.length < 3 || distinct.length > MOST_GRID_VALUES) return false;
  return Math.min(...distinct) > 0 && Math.max(...distinct) / Math.min(...distinct) >= 100;
}

/** Scale and axis of the steps, without a title where it is empty; a log axis has its ticks at the values that occur, where they are few. */
export function stepAxis(
  title: string,
  values: readonly number[],
  scale: AxisScale,
  width: number,
): { readonly scale: SpecPart; readonly axis: SpecPart } {
  const few = values.length <= MOST_GRID_VALUES;
  const format = values.some((value) => Math.abs(value) >= 1e5) ? { format: "~s" } : {};
  const ticks =
    values.length === 0 || (few && scale === "log")
      ? { values }
      : { tickCount: Math.min(8, tickCount(width * 0.6)) };
  return {
    scale: fixedScale(stepDomain(values, scale), scale === "log" ? { type: "log" } : {}),
    axis: {
      title:
        title === "" ? null : axisTitle(scaleTitle(title, scale === "log"), Math.max(width, 80)),
      grid: false,
      labelFlush: false,
      ...ticks,
      ...format,
    },
  };
}

/** Where a step lies on such an axis, in px from the left. */
export function stepPlace(
  values: readonly number[],
  scale: AxisScale,
  width: number,
): (step: number) => number {
  const along = (step: number): number => (scale === "log" ? Math.log(step) : step);
  const [low, high] = stepDomain(values, scale).map(along) as [number, number];
  return (step) => ((along(step) - low) / (high - low || 1)) * width;
}

function stepDomain(values: readonly number[], scale: AxisScale): Domain {
  const [low, high] = domainOf(values, 0);
  if (scale === "linear") return values.length === 0 ? [0, 1] : [low, high];
  return values.length === 0 ? [1, 10] : [low / 1.15, high * 1.15];
}
