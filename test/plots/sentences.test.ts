import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { CompareOptions } from "../../src/compare/options.js";
import type { ComparisonChartName } from "../../src/plots/chart/chart-options.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { plot } from "../../src/plots/plot-runs.js";
import { capObservations } from "../../src/plots/parts/cap-observations.js";
import { allFailed, curvesOf, runsOf } from "./made-up.js";
import { methods, of, subtitle, texts, undirected } from "./probes.js";

type Row = Readonly<Record<string, unknown>>;

/** A value for each method, lr and seed, no two differences alike. */
function value(method: number, lr: number, seed: number): number {
  const noise = (seed * (method + 2) + lr * (seed + method) ** 2) % 5;
  return Number((0.5 + 0.1 * method + 0.05 * lr + 0.01 * noise).toFixed(4));
}

/** Three methods at two rates, four seeds. */
const ROWS: readonly Row[] = ["a", "b", "c"].flatMap((method, i) =>
  [0.1, 0.2].flatMap((lr, j) =>
    [0, 1, 2, 3].map((seed) => ({
      method,
      lr,
      seed,
      accuracy: value(i, j, seed),
      loss: 1 - value(i, j, seed),
    })),
  ),
);

function failing(isFailed: (row: Row) => boolean): Row[] {
  return ROWS.map((row) => (isFailed(row) ? { ...row, status: "failed" } : row));
}

function compared(
  formula: string,
  options: CompareOptions = {},
  rows: readonly Row[] = ROWS,
): Comparison {
  return compare(runsOf(rows), formula, options);
}

function said(comparison: Comparison, as: ComparisonChartName): string {
  return subtitle(drawComparison(comparison, { as }));
}

function described(comparison: Comparison, as: ComparisonChartName): string {
  return drawComparison(comparison, { as }).description;
}

describe("failed runs in a subtitle", () => {
  it("are counted where they are all that a facet has", () => {
    const lone = { method: "a", lr: 9, seed: 0, accuracy: 0, loss: 0, status: "failed" };
    const rows = [...failing(({ method, lr, seed }) => method === "b" && lr === 0.1 && seed === 0)];
    expect(said(compared("accuracy ~ method | lr", {}, [...rows, lone]), "interval")).toBe(
      "Mean and 95% t interval; n = 3 to 4 runs per level and panel, paired by seed. " +
        "No run finished at lr 9, so nothing is shown there; 1 run failed. " +
        "In all, 2 runs failed or have no finite value.",
    );
    const alone = said(compared("accuracy ~ method | lr", {}, [...ROWS, lone]), "interval");
    expect(alone).toMatch(/so nothing is shown there; 1 run failed\.$/);
  });

  it("count once, however many responses they lack", () => {
    const rows = failing(({ method, lr, seed }) => method === "b" && lr === 0.1 && seed === 0);
    expect(said(compared("accuracy + loss ~ method | lr", {}, rows), "interval")).toBe(
      "Mean and 95% t interval; n = 3 to 4 runs per level and panel, paired by seed. " +
        "1 run failed or has no finite value.",
    );
    const some = ROWS.map((row, i) => (i === 0 ? { ...row, loss: NaN } : row));
    expect(said(compared("accuracy + loss ~ method | lr", {}, some), "interval")).toContain(
      "1 run failed or has no finite value.",
    );
  });

  it("leave out seeds, each counted once", () => {
    const rows = failing(({ lr, seed }) => lr === 0.1 && seed === 3);
    const three = compared("accuracy ~ method", { over: "mean" }, rows);
    expect(said(three, "interval")).toBe(
      "Mean and 95% t interval; n = 3 seeds per level, paired by seed. " +
        "Each value is the mean over lr (0.1, 0.2), equal weights. " +
        "1 seed left out at 3 levels, as a run of it failed or has no finite value.",
    );
    expect(described(three, "interval")).toBe(
      "Interval plot of accuracy by method (a, b and c): mean and 95% t interval of 3 seeds.",
    );
    const two = failing(({ lr, seed, method }) => lr === 0.1 && Number(seed) > 1 && method === "c");
    expect(said(compared("accuracy ~ method", { over: "mean" }, two), "interval")).toContain(
      "2 seeds left out, as a run of theirs failed or has no finite value.",
    );
  });

  it("leave fewer pairs, which are told", () => {
    const rows = [0, 1, 2, 3, 4, 5].flatMap((seed) => [
      { method: "a", seed, accuracy: seed === 5 ? NaN : 0.7 + 0.01 * seed },
      { method: "b", seed, accuracy: seed < 2 ? NaN : 0.75 + 0.013 * ((seed * 3) % 5) },
    ]);
    // Seeds 2, 3 and 4 have both.
    expect(said(compared("accuracy ~ method", {}, rows), "estimation")).toBe(
      "Runs with their mean and 95% t interval; n = 4 to 5 runs per level, paired by seed. " +
        "On the right, differences to a with interval and t density. b − a rests on 3 pairs. " +
        "3 runs failed or have no finite value.",
    );
  });

  it("are adjusted for where a model of all levels has to do without them", () => {
    const rows = failing(({ method, lr, seed }) => method === "b" && lr === 0.1 && seed === 0);
    const kept = rows.filter(({ lr }) => lr === 0.1);
    expect(said(compared("accuracy ~ method", {}, kept), "estimation")).toContain(
      "Differences are adjusted for seed, as not every seed has every level.",
    );
  });
});

describe("sizes", () => {
  it("are told per level and panel, per level and task, per cell, per panel", () => {
    const facets = compared("accuracy ~ method | lr");
    expect(said(facets, "interval")).toContain("n = 4 runs per level and panel");
    expect(said(facets, "profile")).toContain("n = 4 runs per level and task");
    expect(said(facets, "improvement")).toContain("n = 4 runs per level and task");
    expect(said(compared("accuracy ~ method + lr"), "interval")).toContain("n = 4 runs per cell");
    const one = ROWS.filter(({ lr }) => lr === 0.1);
    expect(said(compared("accuracy ~ 1 | method", {}, one), "interval")).toContain(
      "n = 4 runs per panel",
    );
  });

  it("of several groups on one tick are those of each", () => {
    const chart = drawComparison(compared("accuracy ~ method + lr"), { as: "estimation" });
    expect(chart.toSVG().match(/n = 4 each/g)).toHaveLength(3);
  });

  it("of thinned dots count what a dot is", () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const rows = seeds.flatMap((seed) =>
      ["a", "b"].flatMap((method, i) =>
        [1, 2].map((lr) => ({ method, lr, seed, accuracy: value(i, lr, seed) })),
      ),
    );
    const { observations } = compared("accuracy ~ method", { over: "mean" }, rows);
    // 60 seeds at 2 levels.
    expect(capObservations(observations, 40, "seed").note).toBe("Dots show 40 of 120 values");
    expect(capObservations(observations, 40, "run").note).toBe("Dots show 40 of 120 runs");
  });

  it("of blocks whose name has no plural are told as blocks", () => {
    const rows = ROWS.flatMap((row) => ["p", "q", "r"].map((data): Row => ({ ...row, data })));
    const spread = rows.map((row, i) => ({
      ...row,
      seed: i,
      accuracy: Number(row["accuracy"]) + (i % 7) / 100,
    }));
    const chart = said(compared("accuracy ~ method + (1|data)", { ignore: "lr" }, spread), "ranks");
    expect(chart).toMatch(/^Mean ranks over 3 blocks \(levels of data\), 1 is the best\./);
    expect(chart).toContain("Each value is the mean of the 8 runs of each data.");
  });
});

describe("intervals", () => {
  it("are said to be missing where they are", () => {
    const rows = ROWS.filter(
      ({ method, seed, lr }) => lr === 0.1 && (method !== "c" || seed === 0),
    );
    expect(said(compared("accuracy ~ method", { paired: false }, rows), "interval")).toBe(
      "Mean and 95% t interval; n = 1 to 4 runs per level, not paired. No interval where n = 1.",
    );
    expect(said(compared("accuracy ~ method", { paired: false }, rows), "estimation")).toContain(
      "differences to a with interval and t density for 1 of 2.",
    );
  });

  it("are not adjusted where p is", () => {
    const facets = compared("accuracy ~ method | lr");
    expect(said(facets, "forest")).toBe(
      "Differences with 95% interval, n = 4 runs per level and panel, paired by seed; " +
        "p is adjusted by Holm for the 4 contrasts, intervals are not. " +
        "The diamond is the average over lr, with equal weights.",
    );
    expect(said(facets, "estimation")).toContain(
      "with interval and t density; intervals are not adjusted for the 4 contrasts.",
    );
    expect(said(compared("accuracy ~ method | lr", { adjust: "none" }), "forest")).toContain(
      "; neither p nor intervals are adjusted for the 4 contrasts.",
    );
    expect(said(compared("accuracy ~ method * lr"), "interaction")).toContain(
      "Below, differences of differences with 95% interval; p is adjusted by Holm for the 5 contrasts, intervals are not.",
    );
  });

  it("of one contrast need no adjustment", () => {
    expect(said(of({ a: [1, 2, 4], b: [2, 4, 5] }), "forest")).toBe(
      "Differences with 95% interval, n = 3 runs per level, paired by seed.",
    );
  });

  it("are those of the lines in colour where others are grey", () => {
    const rows = Array.from({ length: 10 }, (_, i) => i).flatMap((i) =>
      [1, 2].flatMap((lr) =>
        [0, 1, 2].map((seed) => ({ method: `m${i}`, lr, seed, accuracy: value(i, lr, seed) })),
      ),
    );
    expect(said(compared("accuracy ~ method * lr", {}, rows), "interaction")).toMatch(
      /^Lines join the mean of each cell, those in colour with 95% t interval; n = 3 runs per cell/,
    );
  });

  it("that resampling cannot give are explained, whatever the estimate", () => {
    // Three tasks: b is better in one of them, by all of its runs; 1/3 on average.
    const rows = [1, 2, 3].flatMap((task) =>
      [0, 1, 2].flatMap((seed) => [
        { method: "a", task, seed, accuracy: 10 + seed },
        { method: "b", task, seed, accuracy: (task === 1 ? 20 : 0) + seed },
      ]),
    );
    const chart = drawComparison(compared("accuracy ~ method | task", {}, rows), {
      as: "improvement",
    });
    expect(texts(chart)).toContain("0.33");
    expect(subtitle(chart)).toBe(
      "Chance that a run of the first level is better than one of the second; " +
        "n = 3 runs per level and task, not paired. " +
        "At the solid line neither is better; the dashed ones are at 0.25 and 0.75. " +
        "3 tasks by task, with equal weights, values as they are. " +
        "Where the runs of two levels do not overlap in any task, or are all equal, resampling gives no interval.",
    );
    expect(said(compared("accuracy ~ method | task", {}, rows), "profile")).toContain(
      "No band where all runs of a task lie on one side of τ: resampling gives none there.",
    );
  });
});

describe("the margin", () => {
  it("is told by its size wherever it is drawn", () => {
    const named = compared("accuracy ~ method | lr", { margin: 0.02 });
    const sentence = "The band is the margin, ±0.02: a difference within it does not matter.";
    expect(said(named, "forest")).toContain(sentence);
    expect(said(named, "estimation")).toContain(sentence);
    const crossed = compared("accuracy ~ method * lr", { margin: 0.02 });
    expect(said(crossed, "interaction")).toContain(sentence);
    expect(said(compared("log(accuracy) ~ method | lr", { margin: 1.05 }), "forest")).toContain(
      "The band is the margin, a factor of 1.05: a ratio within it does not matter.",
    );
  });
});

describe("a subtitle", () => {
  it("names the tests of a matrix of pairs", () => {
    const pairs = compared(
      "accuracy ~ method",
      { contrasts: "pairs" },
      ROWS.filter(({ lr }) => lr === 0.1),
    );
    const [first] = said(pairs, "pairwise").split(". ");
    expect(first).toBe(
      "The level of the row minus that of the column, with the p of its t test in a linear model; " +
        "n = 4 runs per level, paired by seed; p is adjusted by Tukey for the 3 contrasts",
    );
  });

  it("says which lines of how many have a colour", () => {
    expect(said(compared("accuracy ~ method + lr"), "parallel")).toContain(
      "The best of 6 lines in colour.",
    );
    expect(said(compared("accuracy ~ method | lr"), "parallel")).toContain(
      "In each panel the best of 3 lines in colour.",
    );
  });

  it("says of each panel what Friedman's test found", () => {
    // Ranks by seed: a 1, b 2, c 3 in every one of 4. R: pchisq(8, 2, lower.tail = FALSE) = 0.0183.
    expect(said(compared("loss ~ method | lr"), "ranks")).toContain(
      "Mean ranks over 4 seeds, 1 is the best.",
    );
    expect(said(compared("accuracy ~ method | lr"), "ranks")).toContain(
      "Friedman's test: p = 0.018 at lr = 0.1 and p = 0.018 at lr = 0.2.",
    );
  });

  it("does not speak of differences where there is none", () => {
    expect(said(allFailed(), "estimation")).toBe(
      "Runs with their mean; n = 0 runs per level. Below, there is no difference to adam. " +
        "12 runs failed or have no finite value.",
    );
  });

  it("calls nothing the best where better is not known", () => {
    const values = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`m${i}`, [i, i + 1, i + 3]]),
    );
    expect(said(of(values), "interval")).toContain("Colour marks the control and the best.");
    expect(said(undirected(of(values)), "interval")).toContain("Colour marks the control.");
  });

  it("says what small cells lack, and what blank ones are", () => {
    const chart = drawComparison(compared("accuracy ~ method + lr"), {
      as: "heatmap",
      width: 280,
      height: 240,
    });
    expect(subtitle(chart)).toContain("Cells are too small for");
    expect(subtitle(chart)).not.toContain("tooltip");
    const odd = { method: "d", lr: 0.1, seed: 0, accuracy: 0.5, loss: 0.5, width: 7 };
    const rows = ROWS.flatMap((row) => [
      { ...row, width: 8 },
      { ...row, width: 9 },
    ]);
    const left = plot(runsOf([...rows, odd]), "accuracy ~ lr + method", { as: "heatmap" });
    expect(subtitle(left)).not.toContain("d at");
    const blank = plot(runsOf([...rows, odd]), "accuracy ~ method + lr", { as: "heatmap" });
    expect(subtitle(blank)).toContain(
      "Left out, as tried at few settings of width: d at lr 0.1 (1 run).",
    );
  });

  it("names the panel in which nothing can be averaged, and so does the panel", () => {
    const rows = ROWS.flatMap((row) =>
      ["p", "q"].map((kind, i) => ({
        ...row,
        kind,
        lr: kind === "q" ? ["a", "b", "c"].indexOf(String(row["method"])) : row["lr"],
        seed: kind === "q" ? Number(row["seed"]) + 10 * (row["lr"] === 0.1 ? 0 : 1) : row["seed"],
        accuracy: Number(row["accuracy"]) + i,
      })),
    );
    const chart = plot(runsOf(rows), "accuracy ~ method | kind");
    expect(subtitle(chart)).toContain(
      "No setting of lr was tried with every level at kind q, so nothing is shown there.",
    );
    expect(texts(chart).join(" ")).toContain("no setting that all levels share");
  });
});

describe("curves", () => {
  const curve = (level: string, seed: number, died = false) => ({
    levels: [level],
    seed,
    run: seed,
    died,
    step: died ? [0, 1] : [0, 1, 2],
    value: died ? [3, 2 + seed] : [3, 2 + seed, 1 + seed],
  });

  it("have an interval at every step by itself, and none of a single run", () => {
    const set = curvesOf(["a", "b"], [curve("a", 0), curve("a", 1), curve("b", 2)]);
    expect(subtitle(curvesChart(set))).toBe(
      "Mean with pointwise 95% t interval; thin lines are runs. No interval where a line has one run.",
    );
    expect(curvesChart(set).description).toMatch(
      /: mean and pointwise 95% t interval of 3 runs\.$/,
    );
  });

  it("count a seed once, though it is in every line", () => {
    const lines = ["a", "b"].flatMap((level) => [
      curve(level, 0),
      curve(level, 1),
      curve(level, 2, true),
    ]);
    const set = curvesOf(["a", "b"], lines);
    const averagedOver = ["mean over lr (1, 2), equal weights"];
    const chart = curvesChart({ ...set, design: { ...set.design, averagedOver } });
    expect(subtitle(chart)).toBe(
      "Mean with pointwise 95% t interval, n = 2 (1 failed) per line; thin lines are seeds. " +
        "Each value is the mean over lr (1, 2), equal weights. " +
        "× marks where 1 seed died; means go on with the rest.",
    );
    expect(chart.description).toMatch(/ of 3 seeds\.$/);
  });
});

describe("numbers of one column", () => {
  it("have the same decimals, and p has three", () => {
    // Half-widths of the differences: about 0.05 at lr 1 and 5 at lr 2.
    const rows = [1, 2].flatMap((lr) =>
      [0, 1, 2, 3].flatMap((seed) => [
        { method: "a", lr, seed, accuracy: 1 },
        { method: "b", lr, seed, accuracy: 1 + 100 ** (lr - 1) * (0.1 + 0.02 * ((seed * 3) % 4)) },
      ]),
    );
    const numbers = texts(
      drawComparison(compared("accuracy ~ method | lr", {}, rows), { as: "forest" }),
    ).filter((text) => text.includes("["));
    expect(numbers).toHaveLength(3); // two facets and their average
    for (const text of numbers) {
      const [line, p] = text.split(", p ");
      expect(line!.match(/\.\d+/g)!.every((decimals) => decimals.length === 4)).toBe(true);
      expect(p).toMatch(/^(= 0\.\d{3}|&lt; 0\.001)$/);
    }
  });
});

describe("descriptions", () => {
  it.each<[ComparisonChartName, string]>([
    ["design", "counts of 24 runs"],
    ["heatmap", "mean of 24 runs"],
    ["parallel", "a line for each configuration, and the mean of 24 runs"],
    ["response", "mean and 95% t interval of 24 runs"],
  ])("of %s say what it draws of two factors", (as, draws) => {
    const comparison = compared("accuracy ~ lr + method");
    expect(described(comparison, as)).toMatch(new RegExp(`: ${draws}\\.$`));
  });

  it.each<[ComparisonChartName, string]>([
    ["forest", "differences with 95% interval of 24 runs"],
    [
      "profile",
      "shares better than each threshold with pointwise 95% stratified bootstrap band of 24 runs",
    ],
    ["ranks", "mean ranks of 24 runs"],
    ["slopes", "a line for each seed, and the mean of 24 runs"],
  ])("of %s say what it draws of facets", (as, draws) => {
    expect(described(compared("accuracy ~ method | lr"), as)).toMatch(new RegExp(`: ${draws}\\.$`));
  });

  it("of improvement call it chances", () => {
    expect(described(of({ a: [1, 2, 3], b: [2.5, 0.5, 4] }), "improvement")).toMatch(
      /: pairwise chances with 95% stratified bootstrap interval of 6 runs\.$/,
    );
  });

  it("call ratios by their name", () => {
    const ratios = compared("log(loss) ~ method | lr", { contrasts: "pairs" });
    expect(described(ratios, "pairwise")).toMatch(/: ratios of 24 runs\.$/);
    expect(described(ratios, "forest")).toMatch(/: ratios with 95% interval of 24 runs\.$/);
    expect(described(ratios, "slopes")).toContain("the geometric mean of 24 runs");
  });

  it("claim no interval where there is none", () => {
    const one = compare(runsOf(methods({ a: [1], b: [2], c: [3] })), "accuracy ~ method");
    expect(described(one, "interval")).toBe(
      "Interval plot of accuracy by method (a, b and c): mean of 3 runs.",
    );
  });
});
