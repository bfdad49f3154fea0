import type { Series } from "../util/series.js";

/** Ways to make one number of a run's series. */
export const REDUCERS = ["last", "final", "first", "min", "max", "mean", "median", "auc"] as const;
export type Reducer = (typeof REDUCERS)[number];

/** What some reducers need to know. */
export interface ReduceOptions {
  /** For `final`: the step at which the run was planned to end. */
  readonly plannedStep?: number;
  /** For `mean`: the share of the last samples that is averaged, in (0, 1]; all by default. */
  readonly tail?: number;
}

/**
 * Reduces a series to one number in the unit of the statistic; null where it has no sample, or for `final` where the
 * run ended before the planned step. `auc` is the area under the curve by the trapezoidal rule, divided by the span of
 * the steps: the mean over steps, also where these are uneven. All but `last`, `final` and `first` pass over NaN and
 * give NaN where nothing else is left.
 */
export function reduceSeries(
  series: Series | undefined,
  reducer: Reducer,
  options: ReduceOptions = {},
): number | null {
  if (!series || series.value.length === 0) return null;
  const { step, value } = series;
  switch (reducer) {
    case "last":
      return value.at(-1)!;
    case "final":
      return finalValue(series, options.plannedStep ?? step.at(-1)!);
    case "first":
      return value[0]!;
    case "min":
    case "max":
      return extreme(value, reducer);
    case "mean":
      return mean(value, tailStart(value.length, options.tail ?? 1));
    case "median":
      return median(value);
    case "auc":
      return meanOverSteps(series);
  }
}

/** The value at a step; null where the series has none there. */
export function valueAtStep(series: Series | undefined, wanted: number): number | null {
  const index = series ? series.step.indexOf(wanted) : -1;
  return index < 0 ? null : series!.value[index]!;
}

/** The step of the largest (`up`) or the smallest value, the first of several; null where no value has a step. */
export function bestStep(series: Series | undefined, direction: "up" | "down"): number | null {
  if (!series) return null;
  const { step, value } = series;
  let best = -1;
  for (let index = 0; index < value.length; index += 1) {
    if (Number.isNaN(value[index]!) || Number.isNaN(step[index]!)) continue;
    const isBetter =
      direction === "up" ? value[index]! > value[best]! : value[index]! < value[best]!;
    if (best < 0 || isBetter) best = index;
  }
  return best < 0 ? null : step[best]!;
}

/** The first step at which a condition holds; null where it never does. */
export function firstStepWhere(
  series: Series | undefined,
  holds: (value: number) => boolean,
): number | null {
  if (!series) return null;
  const { step, value } = series;
  for (let index = 0; index < value.length; index += 1)
    if (!Number.isNaN(step[index]!) && holds(value[index]!)) return step[index]!;
  return null;
}

function finalValue(series: Series, planned: number): number | null {
  const hasSteps = !Number.isNaN(series.step[0]); // a final value has no step and is at the end of any plan
  return hasSteps ? valueAtStep(series, planned) : series.value[0]!;
}

function extreme(values: Float64Array, which: "min" | "max"): number {
  let result = NaN;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(result)) result = value;
    else result = which === "min" ? Math.min(result, value) : Math.max(result, value);
  }
  return result;
}

/** Where the last share of the samples begins, at least one; NaN counts, so that a run which broke down is not judged by its youth. */
function tailStart(length: number, tail: number): number {
  const count = Math.ceil(length * tail - 1e-9); // 100 * 0.07 is a little more than 7
  return length - Math.max(1, count);
}

function mean(values: Float64Array, from: number): number {
  let sum = 0;
  let count = 0;
  for (let index = from; index < values.length; index += 1) {
    if (Number.isNaN(values[index]!)) continue;
    sum += values[index]!;
    count += 1;
  }
  return sum / count;
}

function median(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Trapezoids between samples that are numbers; a single one is its own mean. */
function meanOverSteps({ step, value }: Series): number {
  let first = -1;
  let previous = -1;
  let area = 0;
  for (let index = 0; index < value.length; index += 1) {
    if (Number.isNaN(value[index]!)) continue;
    if (first < 0) first = index;
    else area += ((value[previous]! + value[index]!) / 2) * (step[index]! - step[previous]!);
    previous = index;
  }
  return first === previous ? (value[first] ?? NaN) : area / (step[previous]! - step[first]!);
}
