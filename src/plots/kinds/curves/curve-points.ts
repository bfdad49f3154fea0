import type { Curve } from "./curves-data.js";

/** A point of a curve. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** A curve with the points that can be drawn only. */
export interface CleanCurve extends Curve {
  readonly points: readonly CurvePoint[];
  /** Points that are not finite. */
  readonly notFinite: number;
  /** Points that have no place on a log axis. */
  readonly notPositive: number;
  /** Whether the run ended before its time: it failed, or its values stopped being finite. */
  readonly endsEarly: boolean;
}

/** Leaves out, and counts, what cannot be drawn. */
export function cleanCurve(curve: Curve, logStep: boolean, logValue: boolean): CleanCurve {
  const all = Array.from(curve.step, (step, i) => ({ step, value: curve.value[i] ?? NaN }));
  const finite = all.filter(({ step, value }) => Number.isFinite(step) && Number.isFinite(value));
  const points = finite.filter(
    ({ step, value }) => (step > 0 || !logStep) && (value > 0 || !logValue),
  );
  const last = all.at(-1);
  return {
    ...curve,
    points,
    notFinite: all.length - finite.length,
    notPositive: finite.length - points.length,
    endsEarly: curve.died || (last !== undefined && !Number.isFinite(last.value)),
  };
}

/** A curve's value at a step, linear between its points; NaN before its first and after its last. */
export function valueAt(points: readonly CurvePoint[], step: number): number {
  let [low, high] = [0, points.length - 1];
  const [first, last] = [points[low], points[high]];
  if (first === undefined || last === undefined || step < first.step || step > last.step)
    return NaN;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.step ?? NaN) <= step) low = middle;
    else high = middle;
  }
  const [from, to] = [points[low] ?? first, points[high] ?? last];
  if (step === to.step) return to.value;
  if (step === from.step) return from.value;
  const share = (step - from.step) / (to.step - from.step);
  return from.value * (1 - share) + to.value * share;
}
