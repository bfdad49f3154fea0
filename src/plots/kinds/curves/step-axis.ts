import { domainOf, type Domain } from "../../marks/domain.js";
import { fixedScale } from "../../marks/encode.js";
import type { SpecPart } from "../../render/spec.js";
import { axisTitle, scaleTitle, tickCount } from "../../marks/value-axis.js";

/** A grid has at most so many values, a history more. */
const MOST_GRID_VALUES = 12;

export type AxisScale = "linear" | "log";

/** What an axis of steps may be by itself: on a symmetric log axis zero has a place. */
export type StepScale = AxisScale | "symlog";

/**
 * Whether a numeric axis is a log axis by itself: a grid of few positive values that spans two decades. Zero and
 * negative values, which have no logarithm, keep it linear.
 */
export function spansDecades(values: readonly number[]): boolean {
  const distinct = [...new Set(values)].filter(Number.isFinite);
  if (distinct.length < 3 || distinct.length > MOST_GRID_VALUES) return false;
  return Math.min(...distinct) > 0 && Math.max(...distinct) / Math.min(...distinct) >= 100;
}

/** The scale that suits these steps: see `spansDecades`; step 0 before such a grid is kept. */
export function stepScale(steps: readonly number[]): StepScale {
  if (spansDecades(steps)) return "log";
  const hasZero = steps.includes(0);
  return hasZero && spansDecades(steps.filter((step) => step !== 0)) ? "symlog" : "linear";
}

/** Scale and axis of the steps, without a title where it is empty; a log axis has its ticks at the values that occur, where they are few. */
export function stepAxis(
  title: string,
  values: readonly number[],
  scale: StepScale,
  width: number,
): { readonly scale: SpecPart; readonly axis: SpecPart } {
  const few = values.length <= MOST_GRID_VALUES;
  const format = values.some((value) => Math.abs(value) >= 1e5) ? { format: "~s" } : {};
  const ticks =
    values.length === 0 || (few && scale !== "linear")
      ? { values, labelOverlap: true }
      : { tickCount: Math.min(8, tickCount(width * 0.6)) };
  return {
    scale: fixedScale(stepDomain(values, scale), scaleType(values, scale)),
    axis: {
      title: title === "" ? null : axisTitle(stepTitle(title, scale), Math.max(width, 80)),
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
  scale: StepScale,
  width: number,
): (step: number) => number {
  const along = alongScale(values, scale);
  const [low, high] = stepDomain(values, scale).map(along) as [number, number];
  return (step) => ((along(step) - low) / (high - low || 1)) * width;
}

function alongScale(values: readonly number[], scale: StepScale): (step: number) => number {
  if (scale === "linear") return (step) => step;
  if (scale === "log") return Math.log;
  const constant = leastPositive(values);
  return (step) => Math.log1p(step / constant);
}

/** A symmetric log axis is linear up to the least step after zero. */
function scaleType(values: readonly number[], scale: StepScale): SpecPart {
  if (scale === "linear") return {};
  if (scale === "log") return { type: "log" };
  return { type: "symlog", constant: leastPositive(values) };
}

function leastPositive(values: readonly number[]): number {
  return Math.min(...values.filter((step) => step > 0));
}

function stepTitle(title: string, scale: StepScale): string {
  return scale === "symlog" ? `${title} (log scale after 0)` : scaleTitle(title, scale === "log");
}

function stepDomain(values: readonly number[], scale: StepScale): Domain {
  const [low, high] = domainOf(values, 0);
  if (scale === "symlog") return [low, high * 1.15];
  if (scale === "linear") return values.length === 0 ? [0, 1] : [low, high];
  return values.length === 0 ? [1, 10] : [low / 1.15, high * 1.15];
}
