import { expect, it } from "vitest";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { chartTrouble } from "./check-chart.js";
import { curvesOf } from "./made-up.js";
import { rowsWith, texts } from "./probes.js";

const SENTENCE = "No interval is drawn where it reaches zero, which a log axis has not";

/** Two runs: alike at steps 0 and 2, far apart at step 1, where mean − t(0.975, 1) s / √2 is below zero. */
const spread = curvesOf(
  ["a"],
  [
    { levels: ["a"], seed: 0, run: 1, died: false, step: [0, 1, 2], value: [1, 0.5, 0.01] },
    { levels: ["a"], seed: 1, run: 2, died: false, step: [0, 1, 2], value: [1.01, 0.01, 0.0101] },
  ],
);

it("leaves an interval out that reaches zero on a log axis, and says so", async () => {
  const chart = curvesChart(spread, { y: "log" });
  expect(chart.caption).toContain(SENTENCE);
  const [band] = rowsWith(chart, "lower", "upper") as unknown as { lower: (number | null)[] }[];
  expect(band!.lower.map((end) => end !== null)).toEqual([true, false, true]);
  expect(await chartTrouble(chart)).toEqual([]);
  // The figures stay in the table: 0.255 − 12.7062 · 0.3465 / √2.
  expect(chart.data().array("lower")[1]).toBeCloseTo(-2.858, 2);
});

it("draws it on a linear axis", () => {
  const chart = curvesChart(spread, { y: "linear" });
  expect(chart.caption).not.toContain(SENTENCE);
  expect(rowsWith(chart, "lower", "upper").every(({ lower }) => lower !== null)).toBe(true);
});

it("names powers of ten on an axis of many decades", () => {
  const one = { levels: ["a"], died: false, step: [0, 1], value: [1e-7, 10] };
  const chart = curvesChart(curvesOf(["a"], [{ ...one, seed: 0, run: 1 }]), { y: "log" });
  expect(texts(chart)).toEqual(expect.arrayContaining(["1e-7", "0.00001", "0.001", "0.1", "10"]));
});
