import type { Series } from "../util/series.js";

/** Ways to make one number of a run's series. */
export const REDUCERS = ["last", "final", "min", "max", "mean"] as const;
export type Reducer = (typeof REDUCERS)[number];

/** What some reducers need to know. */
export interface ReduceOptions {
  /** For `final`: the step at which the run was planned to end. */
  readonly plannedStep?: number;
  /** For `mean`: the share of the last samples that is averaged, in (0, 1]; all by default. */
  readonly tail?: number;
}

/**
 * Reduces a series to one number; null where it has no sample, or for `final` where the run ended before the
 * planned step. `min`, `max` and `mean` pass over NaN and give NaN where nothing else is left.
 */
export function reduceSeries(
  series: Series | undefined,
  reducer: Reducer,
  options: ReduceOptions = {},
): number | null {
  if (!series || series.value.length === 0) return null;
  if (reducer === "last") return series.value.at(-1)!;
  if (reducer === "final") return valueAt(series, options.plannedStep ?? series.step.at(-1)!);
  const samples = reducer === "mean" ? tailOf(series.value, options.tail ?? 1) : series.value;
  const values = samples.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return NaN;
  if (reducer === "mean") return mean(values);
  return values.reduce((a, b) => (reducer === "min" ? Math.min(a, b) : Math.max(a, b)));
}

function valueAt({ step, value }: Series, wanted: number): number | null {
  const index = step.indexOf(wanted);
  if (index >= 0) return value[index]!;
  return Number.isNaN(step[0]) ? value[0]! : null; // a final value has no step and is at the end of any plan
}

/** The last share of the samples, at least one; NaN counts, so that a run which broke down is not judged by its youth. */
function tailOf(values: Float64Array, tail: number): Float64Array {
  const count = Math.ceil(values.length * tail - 1e-9); // 100 * 0.07 is a little more than 7
  return values.slice(-Math.max(1, count));
}

function mean(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
