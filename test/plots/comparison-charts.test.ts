import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { COMPARISON_CHARTS, type ChartOptions } from "../../src/plots/chart/chart-options.js";
import { colourRamp } from "../../src/plots/parts/colour-ramp.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { numberAxis, numberText, numberTicks } from "../../src/plots/marks/number-axis.js";
import { responseBins } from "../../src/plots/kinds/response/response-bins.js";
import { renderSvg } from "../../src/plots/render/render-svg.js";
import { allFailed, runsOf } from "./made-up.js";
import {
  grid,
  GRID,
  methods,
  of,
  rowsWith,
  subtitle,
  texts,
  tileFills,
  undirected,
} from "./probes.js";

const require = createRequire(import.meta.url);
let isValid: ValidateFunction;

beforeAll(() => {
  const schema = JSON.parse(
    readFileSync(require.resolve("vega-lite/vega-lite-schema.json"), "utf8"),
  );
  isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("every chart of a comparison", () => {
  const values = { a: [0.5, 0.6, 0.7], b: [0.7, 0.8, 0.81], c: [0.6, 0.65, 0.9] };
  const three = of(values);
  const suited: Readonly<Record<string, () => Comparison>> = {
    heatmap: grid,
    response: grid,
    interaction: () => compare(runsOf(GRID.filter(({ lr }) => lr < 1)), "accuracy ~ lr * width"),
    pairwise: () => compare(runsOf(methods(values)), "accuracy ~ method", { contrasts: "pairs" }),
  };

  const looks: readonly ChartOptions[] = [
    {},
    { width: 420, height: 300 },
    { theme: "dark" },
    { theme: "paper", width: "85mm" },
  ];

  it.each(COMPARISON_CHARTS)("%s is drawn by its name, in any size and theme", (as) => {
    const comparison = suited[as]?.() ?? three;
    for (const options of looks) {
      const chart = drawComparison(comparison, { as, ...options });
      expect(isValid(chart.spec) || isValid.errors?.slice(0, 3)).toBe(true);
      expect(renderSvg(chart.spec).warnings).toEqual([]);
      expect(chart.toSVG()).not.toMatch(/NaN|Infinity|undefined/);
      expect(chart.data().numRows()).toBeGreaterThan(0);
    }
    const [once, again] = [0, 1].map(() => drawComparison(comparison, { as }).toSVG());
    expect(again).toBe(once);
  });

  it("keeps a level's colour", () => {
    for (const as of ["slopes", "ranks", "profile", "improvement", "estimation"] as const) {
      const spec = JSON.stringify(drawComparison(three, { as }).spec);
      expect(spec).toContain("#d55e00");
      const pinned = drawComparison(three, { as, colors: { b: "#123456" } });
      expect(JSON.stringify(pinned.spec)).toContain("#123456");
    }
  });
});

describe("heatmap", () => {
  const chart = drawComparison(grid(), { as: "heatmap" });

  it("writes mean, spread and n of each cell, and marks what failed and what was not run", () => {
    const own = GRID.filter(({ lr, width }) => lr === 0.1 && width === 32);
    const expected = mean(own.map(({ accuracy }) => accuracy));
    expect(texts(chart)).toContain(expected.toFixed(3));
    expect(texts(chart).filter((text) => text === "n = 4")).toHaveLength(7);
    // The deviations have as many decimals as the means.
    expect(texts(chart).filter((text) => /^± 0\.\d{3}$/.test(text))).toHaveLength(7);
    expect(texts(chart)).toContain("darker is better");
    expect(texts(chart)).toContain("4 failed");
    expect(subtitle(chart)).toContain("Dashed cells were not run");
    expect(subtitle(chart)).toContain("× where all runs failed");
  });

  it("has as many coloured cells as were measured: nothing is interpolated", () => {
    const measured = [...tileFills(chart, "mean").keys()].filter((text) => text !== "–");
    expect(measured).toHaveLength(7);
  });

  it.each([
    ["accuracy ~ lr", {}, "A heatmap has two factors and 'accuracy ~ lr' has 1; name two"],
    ["accuracy ~ lr + width + kind", {}, "put the others behind |, as facets"],
  ])("refuses %s", (formula, options, message) => {
    const rows = GRID.flatMap((row) => ["p", "q"].map((kind) => ({ ...row, kind })));
    const comparison = compare(runsOf(rows), formula, { over: "mean", ...options });
    expect(() => drawComparison(comparison, { as: "heatmap" })).toThrow(message);
  });

  it("refuses a random search, which leaves most cells blank", () => {
    const rows = Array.from({ length: 70 }, (_, i) => ({ lr: i / 7, width: i, accuracy: i }));
    expect(() =>
      drawComparison(compare(runsOf(rows), "accuracy ~ lr + width"), { as: "heatmap" }),
    ).toThrow("up to 60 levels on a side and lr has 70");
  });
});

describe("colourRamp", () => {
  it("runs from light to dark, or the other way, and writes on it in a readable ink", () => {
    const up = colourRamp([0, 1]);
    const down = colourRamp([0, 1], { reverse: true });
    expect(up.colourOf(0)).toBe(down.colourOf(1));
    expect(up.colourOf(1)).toBe(down.colourOf(0));
    expect([up.inkOf(0), up.inkOf(1)]).toEqual(["#1f1f1f", "#ffffff"]);
  });

  it("leaves runs that blew up aside, so that the others can be told apart", () => {
    const ramp = colourRamp([0.1, 0.2, 0.3, 0.4, 1e30]);
    expect(ramp.domain).toEqual([0.1, 0.4]);
    expect(ramp.beyond).toEqual([false, true]);
    expect(ramp.colourOf(1e30)).toBe(ramp.colourOf(0.4));
    expect(colourRamp([0.1, 0.2, 0.3, 0.4, 0.9]).domain).toEqual([0.1, 0.9]);
  });

  it("leaves one of many aside that would make it four times as wide, but not a fifth of all", () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(colourRamp([...ten, 60]).domain).toEqual([1, 10]);
    expect(colourRamp([...ten, 60, 61, 62]).domain).toEqual([1, 62]);
  });

  it("is logarithmic over two decades, and has the middle colour at the geometric mean", () => {
    const ramp = colourRamp([0.01, 0.1, 1, 10]);
    expect(ramp.isLog).toBe(true);
    // By hand: the square root of 0.01 times 10.
    expect(ramp.valueAt(0.5)).toBeCloseTo(0.316227766, 9);
    expect(colourRamp([0, 0.1, 1, 10]).isLog).toBe(false);
    expect(colourRamp([0.2, 1, 10]).isLog).toBe(false);
  });

  it("has one colour for one value, and none beside numbers", () => {
    expect(colourRamp([5, 5]).colourOf(5)).toMatch(/^#[\da-f]{6}$/);
    expect(colourRamp([NaN, 1, 2]).domain).toEqual([1, 2]);
    expect(colourRamp([-1.7e308, 1.7e308]).colourOf(0)).toMatch(/^#[\da-f]{6}$/);
  });
});

describe("numberAxis", () => {
  const axisOf = (levels: readonly number[]) => numberAxis({ name: "lr", levels, numeric: true });

  it("is logarithmic where values span two decades, with zero apart and finite", () => {
    const axis = axisOf([0, 0.0001, 0.01]);
    expect(axis.isLog).toBe(true);
    expect(axis.place(0.01) - axis.place(0.0001)).toBeCloseTo(2, 12);
    expect(axis.place(0)).toBeLessThan(axis.breakAt!);
    expect(axis.breakAt).toBeLessThan(axis.place(0.0001));
    expect(axis.domain.every(Number.isFinite)).toBe(true);
  });

  it("is linear for negative numbers and for a narrow grid", () => {
    expect(axisOf([-1, 1, 1000]).isLog).toBe(false);
    expect(axisOf([16, 32, 64]).isLog).toBe(false);
    expect(axisOf([16, 32, 64]).place(32)).toBe(32);
    expect(axisOf([16, 32]).breakAt).toBeUndefined();
  });

  it("has ticks at the tested values, whose names do not touch", () => {
    const values = [0.001, 0.0011, 0.01, 0.1];
    const ticks = numberTicks(
      axisOf(values),
      "lr",
      values.map((value) => ({ value, more: [] })),
      300,
    );
    expect(ticks["values"]).toHaveLength(4);
    const labels = String(ticks["labelExpr"]);
    expect(labels).toContain("0.001");
    expect(labels).not.toContain("0.0011");
    expect(String(ticks["title"])).toBe("lr (log scale)");
  });

  it.each([
    [0.1, "0.1"],
    [64, "64"],
    [1e-7, "10⁻⁷"],
    [1e9, "10⁹"],
    [-3, "−3"],
    [150000, "150000"],
    [1.5e7, "1.5·10⁷"],
    [1.7e258, "1.7·10²⁵⁸"],
    [Infinity, "∞"],
  ])("writes %s as %s", (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe("response", () => {
  it("draws a mean for each tested value, and every run", () => {
    const chart = drawComparison(
      compare(runsOf(GRID.filter(({ width }) => width === 32)), "accuracy ~ lr"),
      { as: "response" },
    );
    const means = rowsWith(chart, "at", "mean", "lower");
    expect(new Set(means.map((row) => row["at"]))).toEqual(new Set(["0.01", "0.1", "1"]));
    const own = GRID.filter(({ lr, width }) => width === 32 && lr === 1);
    const last = means.find((row) => String(row["at"]) === "1")!;
    expect(last["mean"]).toBeCloseTo(mean(own.map(({ accuracy }) => accuracy)), 12);
    expect(last["x"]).toBe(0);
    expect(rowsWith(chart, "run", "value", "factor0")).toHaveLength(12);
  });

  it("puts a few values far out at the edge, with their numbers, and counts them", () => {
    const rows = [1, 2, 3, 4].flatMap((lr) =>
      Array.from({ length: 10 }, (_, seed) => ({
        lr,
        seed,
        loss: lr === 4 && seed > 6 ? 90 : lr + seed / 10,
      })),
    );
    const chart = drawComparison(compare(runsOf(rows), "loss ~ lr"), { as: "response" });
    // By hand: at lr 4 the mean is (4 * 7 + 2.1 + 3 * 90) / 10.
    expect(subtitle(chart)).toContain("are 3 runs and 1 mean beyond the axis");
    const edge = rowsWith(chart, "run", "value").filter(({ value }) => value === 90);
    expect(edge).toHaveLength(3);
    expect(rowsWith(chart, "at", "mean").some(({ mean: own }) => own === 30.01)).toBe(true);
    expect(JSON.stringify(chart.spec)).toContain('"shape":"triangle-up"');
  });

  it("draws runs and intervals of the control and the best five of many levels only", () => {
    const rows = [1, 2].flatMap((lr) =>
      Array.from({ length: 12 }, (_, i) =>
        [0, 1].map((seed) => ({ lr, method: `m${i}`, seed, loss: ((5 * i) % 12) + seed + lr })),
      ).flat(),
    );
    const chart = drawComparison(compare(runsOf(rows), "loss ~ lr + method"), { as: "response" });
    expect(rowsWith(chart, "run", "value")).toHaveLength(6 * 2 * 2);
    // By hand: 5 i mod 12 is least for m0, m5, m10, m3, m8 and m1.
    const named = texts(chart).filter((text) => /^m\d+$/.test(text));
    expect(named.toSorted()).toEqual(["m0", "m1", "m10", "m3", "m5", "m8"]);
    expect(subtitle(chart)).toContain("of 6 more levels only the means, in grey");
  });

  it("refuses levels that are no numbers, and says what to draw", () => {
    expect(() => drawComparison(of({ a: [1, 2], b: [2, 3] }), { as: "response" })).toThrow(
      /numeric param as its first factor .* has method, whose levels are not all numbers/,
    );
  });

  it("puts the runs of a random search into bins of equal numbers, each with its own mean", () => {
    const runs = Array.from({ length: 30 }, (_, i) => ({
      response: "loss",
      facets: [],
      levels: [29 - i],
      block: i,
      ids: [i],
      value: 29 - i,
    }));
    const bins = responseBins(runs, 0.95);
    expect(bins.map(({ from, to, n, mean: centre }) => [from, to, n, centre])).toEqual([
      [0, 9, 10, 4.5],
      [10, 19, 10, 14.5],
      [20, 29, 10, 24.5],
    ]);
    // R: t.test(0:9)$conf.int
    expect(bins[0]!.lower).toBeCloseTo(2.334149, 6);
    expect(bins[0]!.upper).toBeCloseTo(6.665851, 6);
    expect(responseBins(runs.slice(0, 23), 0.95)).toEqual([]);
  });

  it("says that a few runs with a value each are too few for a summary", () => {
    const rows = Array.from({ length: 15 }, (_, i) => ({ lr: i + 0.5, seed: i, loss: i }));
    const chart = drawComparison(compare(runsOf(rows), "loss ~ lr"), { as: "response" });
    expect(subtitle(chart)).toContain("too few for a summary");
    expect(rowsWith(chart, "x2", "range")).toEqual([]);
  });
});

describe("slopes", () => {
  it("draws one line a seed", () => {
    const chart = drawComparison(of({ a: [1, 2, 3], b: [2, 3, 5], c: [2, 2, 2] }), {
      as: "slopes",
    });
    const rows = rowsWith(chart, "line", "value", "seed");
    expect(new Set(rows.map(({ line }) => line)).size).toBe(3);
    expect(texts(chart)).toEqual(expect.arrayContaining(["seed 0", "seed 1", "seed 2"]));
  });

  it("refuses where nothing is paired", () => {
    const unseeded = (
      methods({ a: [1, 2], b: [2, 3] }) as { method: string; accuracy: number }[]
    ).map(({ method, accuracy }) => ({ method, accuracy }));
    expect(() =>
      drawComparison(compare(runsOf(unseeded), "accuracy ~ method"), { as: "slopes" }),
    ).toThrow("would have no line, as the runs have no seed");
    const apart = methods({ a: [1, 2], b: [2, 3] }).map((row, i) => ({ ...row, seed: i }));
    expect(() =>
      drawComparison(compare(runsOf(apart), "accuracy ~ method"), { as: "slopes" }),
    ).toThrow("no seed has runs of two levels");
  });

  it("says how many lines of many are drawn", () => {
    const values = Array.from({ length: 500 }, (_, i) => i / 500);
    const chart = drawComparison(of({ a: values, b: values }), { as: "slopes" });
    expect(subtitle(chart)).toContain("Lines show 300 of 500 seeds; means are of all");
  });
});

describe("design", () => {
  it("counts what was run, what failed and what is missing", () => {
    const chart = drawComparison(grid(), { as: "design" });
    expect(subtitle(chart)).toContain("28 runs in 8 of 9 cells");
    expect(subtitle(chart)).toContain("4 runs failed");
    expect(subtitle(chart)).toContain("Dashed cells were not run (1)");
    expect(texts(chart).filter((text) => text === "4")).toHaveLength(7);
  });
});

describe("ranks", () => {
  const { cases } = JSON.parse(
    readFileSync(new URL("../stats/fixtures/friedman.json", import.meta.url), "utf8"),
  ) as { cases: { table: number[][] }[] };
  const rows = cases[0]!.table.flatMap((values, dataset) =>
    values.map((accuracy, i) => ({ method: ["C4.5", "+m", "+cf", "+m+cf"][i], dataset, accuracy })),
  );

  it("has Demšar's mean ranks and critical difference (2006, section 3.2.2)", () => {
    const comparison = compare(runsOf(rows), "accuracy ~ method", { seed: "dataset" });
    const chart = drawComparison(comparison, { as: "ranks" });
    const found = chart.data().objects() as { method: string; mean_rank: number }[];
    const byMethod = Object.fromEntries(found.map((row) => [row.method, row.mean_rank]));
    expect(byMethod["C4.5"]).toBeCloseTo(3.143, 3);
    expect(byMethod["+m"]).toBeCloseTo(2, 3);
    expect(byMethod["+cf"]).toBeCloseTo(2.893, 3);
    expect(byMethod["+m+cf"]).toBeCloseTo(1.964, 3);
    expect(texts(chart)).toContain("CD = 1.25");
  });

  it("leaves out blocks that lack a level, and says so", () => {
    const comparison = compare(runsOf(rows.slice(1)), "accuracy ~ method", { seed: "dataset" });
    const chart = drawComparison(comparison, { as: "ranks" });
    expect(subtitle(chart)).toContain("Mean ranks over 13 datasets");
    expect(subtitle(chart)).toContain("1 dataset left out that lacks a level");
  });

  it.each([
    [() => of({ a: [1, 2], b: [2, 3] }), "three levels or more and 'accuracy ~ method' has 2"],
    [
      () => undirected(of({ a: [1, 2], b: [2, 3], c: [4, 5] })),
      "Ranks need to know whether more accuracy is better",
    ],
    [() => of({ a: [1], b: [2], c: [4] }), "1 seed has them"],
    [() => allFailed(), "0 seeds have them"],
  ])("refuses what it cannot rank: %#", (make, message) => {
    expect(() => drawComparison(make(), { as: "ranks" })).toThrow(message);
  });
});

describe("parallel", () => {
  const many = Array.from({ length: 400 }, (_, i) => ({ lr: i + 1, seed: i, loss: i / 400 }));
  const line = (chart: Chart, colour: string): number => {
    const layers = JSON.parse(JSON.stringify(chart.spec)) as Record<string, unknown>;
    let rows = 0;
    JSON.stringify(layers, (_key, value: unknown) => {
      const view = value as { mark?: { stroke?: string; type?: string }; data?: { values: [] } };
      if (view?.mark?.type === "line" && view.mark.stroke === colour)
        rows += view.data!.values.length;
      return value;
    });
    return rows;
  };

  it("draws the best tenth in colour, and says how many lines of all it draws", () => {
    const chart = drawComparison(compare(runsOf(many), "loss ~ lr"), { as: "parallel" });
    expect(line(chart, "#d55e00")).toBe(40);
    expect(line(chart, "#bababa")).toBe(260);
    expect(subtitle(chart)).toContain("300 of 400 lines are drawn");
    const best = drawComparison(compare(runsOf(many), "loss ~ lr"), { as: "parallel", best: 0.01 });
    expect(line(best, "#d55e00")).toBe(4);
    expect(rowsWith(best, "cell", "value").slice(-1)[0]!["value"]).toBe("0");
  });

  it("names the levels of the best before all others, as many as there is room for", () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ method: `m${i}`, loss: (7 * i) % 60 }));
    const chart = drawComparison(compare(runsOf(rows), "loss ~ method"), { as: "parallel" });
    // By hand: 7 i mod 60 is 0 to 5 for these.
    const best = ["m0", "m43", "m26", "m9", "m52", "m35"];
    expect(texts(chart)).toEqual(expect.arrayContaining(best));
    expect(texts(chart).filter((text) => /^m\d/.test(text)).length).toBeLessThan(40);
  });

  it("explains where zero stands, and counts what lies beyond the axis of the response", () => {
    const rows = [0, 0.001, 0.01, 0.1].flatMap((lr, i) =>
      [1, 2, 3].map((width, j) => ({ lr, width, loss: i === 3 && j === 2 ? 900 : i + j })),
    );
    const chart = drawComparison(compare(runsOf(rows), "loss ~ lr + width"), { as: "parallel" });
    expect(subtitle(chart)).toContain("as a log scale of lr has no place for it");
    expect(subtitle(chart)).toContain("▲ or ▼ at the end of an axis: a line that goes beyond it");
    expect(JSON.stringify(chart.spec)).toContain('"shape":"triangle-up"');
  });

  it("lets none stand out where better is not known", () => {
    const chart = drawComparison(undirected(compare(runsOf(many), "loss ~ lr")), {
      as: "parallel",
    });
    expect(line(chart, "#d55e00")).toBe(0);
    expect(subtitle(chart)).toContain("not known whether more is better");
  });

  it("refuses a share that is none", () => {
    expect(() => drawComparison(grid(), { as: "parallel", best: 10 })).toThrow(
      "The share of the best is 10; give one between 0 and 1, such as 0.1.",
    );
  });
});
