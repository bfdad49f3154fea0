import { describe, expect, it } from "vitest";
import type { Chart } from "../../src/plots/chart/chart.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { efficiency } from "../../src/plots/kinds/curves/efficiency.js";
import { plot } from "../../src/plots/plot-runs.js";
import { curvesOf, runsOf } from "./made-up.js";
import { grid, GRID, of, subtitle, texts, undirected } from "./probes.js";

describe("profile", () => {
  it("has the share of runs above each threshold, and below it for a loss", () => {
    const values = { a: [0.1, 0.2, 0.3, 0.4], b: [0.25, 0.35, 0.45, 0.55] };
    const shareAt = (chart: Chart, level: string, threshold: number): number => {
      const rows = chart.data().objects() as { level: string; threshold: number; share: number }[];
      return rows.filter((row) => row.level === level && row.threshold <= threshold).at(-1)!.share;
    };
    const up = drawComparison(of(values), { as: "profile" });
    expect(shareAt(up, "a", 0.35)).toBe(0.25);
    expect(shareAt(up, "b", 0.35 - 0.005)).toBe(0.75);
    const down = drawComparison(of(values, "loss"), { as: "profile" });
    expect(shareAt(down, "a", 0.35)).toBe(0.75);
  });

  it("refuses a response of unknown direction, and two factors", () => {
    expect(() => drawComparison(undirected(of({ a: [1], b: [2] })), { as: "profile" })).toThrow(
      "A performance profile needs to know whether more accuracy is better",
    );
    expect(() => drawComparison(grid(), { as: "profile" })).toThrow(
      "put the others behind |, as facets, which are its tasks",
    );
  });
});

describe("improvement", () => {
  it("counts the pairs of runs in which the level is better", () => {
    const values = { a: [1, 2, 3], b: [2.5, 0.5, 4] };
    const row = (name: string): Record<string, number> =>
      drawComparison(of(values, name), { as: "improvement" }).data().object(0) as never;
    // 2.5 beats two of three, 0.5 none, 4 all.
    expect(row("accuracy")["estimate"]).toBeCloseTo(5 / 9, 12);
    expect(row("loss")["estimate"]).toBeCloseTo(4 / 9, 12);
    const { lower, upper } = row("accuracy");
    expect(lower).toBeLessThan(5 / 9);
    expect(upper).toBeGreaterThan(5 / 9);
  });

  it("has no interval where resampling cannot give one", () => {
    const chart = drawComparison(of({ a: [1, 2, 3], b: [7, 8, 9] }), { as: "improvement" });
    expect(texts(chart)).toContain("1.00");
    expect(subtitle(chart)).toContain("resampling gives no interval");
    const one = drawComparison(of({ a: [1], b: [2] }), { as: "improvement" });
    expect(subtitle(one)).not.toContain("bootstrap");
  });

  it("names its axis at .5 and .75", () => {
    const chart = drawComparison(of({ a: [1, 2, 3], b: [2.5, 0.5, 4] }), { as: "improvement" });
    expect(texts(chart)).toEqual(expect.arrayContaining(["0.25", "0.5", "0.75"]));
  });
});

describe("efficiency", () => {
  /** Eight runs of 1, …, 8 at both steps, half of them of each task. */
  const set = curvesOf(
    ["a"],
    [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({
      levels: ["a"],
      seed: value,
      run: value,
      died: false,
      step: value === 1 ? [0] : [0, 1],
      value: [value, 10 * value],
    })),
  );

  it("is the interquartile mean of all runs that have a step", () => {
    const rows = efficiency(set).data().objects() as Record<string, number>[];
    // Of 1 to 8 the middle four; of 20 to 80 the middle five.
    expect(rows.map(({ iqm }) => iqm)).toEqual([4.5, 50]);
    expect(rows.map(({ n }) => n)).toEqual([8, 7]);
    expect(rows[0]!["lower"]).toBeLessThan(4.5);
    expect(rows[0]!["upper"]).toBeGreaterThan(4.5);
  });

  it("is not drawn of a formula without a step", () => {
    expect(() => plot(runsOf(GRID), "accuracy ~ lr | width", { as: "efficiency" })).toThrow(
      "An efficiency chart is of a statistic by its step and 'accuracy ~ lr | width' has none",
    );
  });

  it("leaves out the steps that a task lacks", () => {
    const curves = set.curves.map((curve) => ({
      ...curve,
      facets: [curve.run === 1 ? "short" : "long"],
    }));
    const facets = [{ name: "task", levels: ["long", "short"], numeric: false }];
    const chart = efficiency({ ...set, curves, design: { ...set.design, facets } });
    expect(chart.data().numRows()).toBe(1);
    expect(subtitle(chart)).toContain("2 tasks by task");
  });
});
