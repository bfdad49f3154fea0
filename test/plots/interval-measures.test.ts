import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { interval } from "../../src/plots/kinds/interval/interval.js";
import { TASK_MEASURES, type TaskMeasure } from "../../src/plots/chart/chart-options.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { plot } from "../../src/plots/plot-runs.js";
import { digits, hasHidden } from "./digits.js";
import { grid, of, subtitle, texts, undirected } from "./probes.js";

interface MeasureRow {
  readonly response: string;
  readonly measure: string;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

const ALL: readonly TaskMeasure[] = TASK_MEASURES;

describe("an interval plot of measures over tasks", () => {
  it("is drawn by plot and by chart() too, and refused by other charts", async () => {
    const runs = await digits(({ lr }) => lr === 0.03 || lr === 0.3);
    const formula = "val_accuracy ~ optimizer | lr + hidden";
    const comparison = compare(runs, formula);
    const own = { as: "interval", measures: ["iqm"] } as const;
    const { spec } = interval(comparison, { measures: ["iqm"] });
    expect(drawComparison(comparison, own).spec).toEqual(spec);
    expect(plot(runs, formula, own).spec).toEqual(spec);
    expect(() => drawComparison(comparison, { as: "forest", measures: ["iqm"] })).toThrow(
      "The option measures is for a chart as 'interval', and this one is 'forest'; leave it out.",
    );
  });

  it("has rliable's estimates of the digits", async () => {
    const rates = [0.003, 0.03, 0.3];
    const runs = await digits((row) => rates.includes(Number(row["lr"])));
    const chart = interval(compare(runs, "val_accuracy ~ optimizer | lr + hidden"), {
      measures: ALL,
    });
    const rows = chart.data().objects() as (MeasureRow & { readonly optimizer: string })[];
    // rliable 1.2.0: `metrics.aggregate_mean`, … of the 8 × 6 scores of each optimizer.
    const known = {
      mean: [0.7177469135802469, 0.9114197530864198, 0.7144675925925926],
      median: [0.951851851851852, 0.9375, 0.8752314814814814],
      IQM: [0.86875, 0.9463734567901234, 0.8138888888888888],
      "optimality gap": [0.282253086419753, 0.08858024691358024, 0.2855324074074074],
    };
    expect(new Set(rows.map(({ measure }) => measure))).toEqual(new Set(Object.keys(known)));
    for (const [measure, estimates] of Object.entries(known)) {
      const own = rows.filter((row) => row.measure === measure);
      expect(own.map(({ optimizer }) => optimizer)).toEqual(["adam", "momentum", "sgd"]);
      own.forEach(({ estimate }, i) => expect(estimate).toBeCloseTo(estimates[i]!, 12));
    }
    expect(rows.every(({ lower, estimate, upper }) => lower < estimate && estimate < upper)).toBe(
      true,
    );
    expect(texts(chart)).toEqual(expect.arrayContaining(Object.keys(known)));
    expect(subtitle(chart)).toContain("6 tasks by lr and hidden");
    expect(subtitle(chart)).toContain("short of 1");
  });

  it("keeps a loss in its unit, and measures its gap from 0", () => {
    const chart = interval(of({ a: [1, 2, 3, 10], b: [2, 2, 2, 2] }, "loss"), { measures: ALL });
    const rows = chart.data().objects() as MeasureRow[];
    const estimates = rows.map(({ estimate }) => estimate);
    // One task: mean and median of one mean, 2 and 3 in the middle, and as far from 0 as the mean.
    expect(estimates).toEqual([4, 2, 4, 2, 2.5, 2, 4, 2]);
    const [{ lower, upper }] = rows as [MeasureRow];
    expect(lower).toBeGreaterThan(0);
    expect(lower).toBeLessThan(4);
    expect(upper).toBeGreaterThan(4);
    expect(subtitle(chart)).toContain("short of 0, less is better");
  });

  it("refuses what it cannot measure", async () => {
    const measures = ["iqm"] as const;
    expect(() => interval(of({ a: [1], b: [2] }), { measures: [] })).toThrow(
      "No measure over tasks is named; name one or more of mean, median, iqm or optimalityGap.",
    );
    expect(() => interval(of({ a: [1], b: [2] }), { measures: ["iqr" as "iqm"] })).toThrow(
      "There is no measure 'iqr' over tasks",
    );
    expect(() => interval(undirected(of({ a: [1], b: [2] })), { measures })).toThrow(
      "needs to know whether more accuracy is better",
    );
    expect(() => interval(grid(), { measures })).toThrow("put the others behind |, as facets");
    const runs = await digits((row) => hasHidden("[64, 32]")(row) && row["lr"] === 0.03);
    const waiting = compare(runs, "stepsTo(val_accuracy >= 0.96) ~ optimizer");
    expect(() => interval(waiting, { measures })).toThrow("draw it without measures");
  });
});
