import type { Domain } from "./domain.js";
import type { SpecPart } from "../render/spec.js";
import { roundValues } from "./value-axis.js";

/** Ticks of a log axis: 1, 2 and 5 times powers of ten, powers alone over many decades, and round values over less than one. */
export function logTicks([low, high]: Domain, count: number): SpecPart {
  const common = { format: "~r", labelOverlap: true };
  if (high / low < 10) return { ...common, values: roundValues([low, high], count) };
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const steps = last - first <= 3 ? [1, 2, 5] : [1];
  const values = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
    .filter((value) => value >= low && value <= high);
  return { ...common, format: "~g", values };
}
