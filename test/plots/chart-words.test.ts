import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { plot } from "../../src/plots/plot-runs.js";
import { noise, runsOf } from "./made-up.js";
import { methods, of, subtitle, texts } from "./probes.js";

/** Three methods on four datasets, three folds each. */
function folds(): Comparison {
  const draw = noise(3);
  const rows = ["knn", "svm", "tree"].flatMap((method, i) =>
    ["iris", "wine", "digits", "glass"].flatMap((dataset, j) =>
      [0, 1, 2].map((fold) => ({
        method,
        dataset,
        fold,
        accuracy: draw(0.6 + 0.05 * i + 0.04 * j, 0.02),
      })),
    ),
  );
  return compare(runsOf(rows), "accuracy ~ method + (1|dataset)", { ignore: "fold" });
}

describe("a chart's words", () => {
  it.each(["estimation", "interval", "slopes", "ranks", "profile", "improvement"] as const)(
    "of %s call blocks by their name where their runs were averaged",
    (as) => {
      const chart = drawComparison(folds(), { as });
      expect(subtitle(chart)).toContain(
        as === "ranks" ? "over 4 datasets" : "4 datasets per level",
      );
      expect(chart.description).toContain("of 4 datasets");
    },
  );

  it("cut a word that is longer than a line, at its middle", () => {
    const long = "a".repeat(3000);
    const values = { [`${long}b`]: [1, 2, 3], [`${long}c`]: [2, 3, 5] };
    const chart = drawComparison(of(values));
    expect(chart.size.width).toBeLessThan(800);
    expect(subtitle(chart)).toMatch(/a…a/);
    const titled = drawComparison(of({ a: [1, 2], b: [2, 3] }), { title: long });
    expect(titled.size.width).toBeLessThan(800);
  });

  it("list no level in a legend that has no value", () => {
    const rows = methods({ a: [1, 2, 3], b: [2, 3, 5], c: [1, 1, 2] }).flatMap((row) =>
      ["p", "q"].map((data) => ({
        ...row,
        data,
        status: row["method"] === "c" ? "failed" : "completed",
      })),
    );
    const comparison = compare(runsOf(rows), "accuracy ~ data + method");
    for (const as of ["estimation", "interval"] as const) {
      const said = texts(drawComparison(comparison, { as }));
      expect(said).toEqual(expect.arrayContaining(["a", "b"]));
      expect(said).not.toContain("c");
    }
  });
});

describe("~ .", () => {
  it("is drawn as parallel coordinates where importance cannot be told", () => {
    const draw = noise(5);
    const rows = Array.from({ length: 14 }, (_, i) => ({
      lr: draw(1, 0.2),
      width: 16 * (1 + (i % 3)),
      seed: i,
      accuracy: draw(0.5, 0.1),
    }));
    const comparison = compare(runsOf(rows), "accuracy ~ .");
    expect(comparison.importances).toEqual([]);
    expect(plot(runsOf(rows), "accuracy ~ .").description).toMatch(/^Parallel coordinates/);
  });
});

describe("a cell whose runs all failed", () => {
  it.each(["heatmap", "design"] as const)("has its cross in %s, however small", (as) => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      x: i % 10,
      y: Math.floor(i / 10),
      seed: 0,
      accuracy: 0.512345 + i / 1000,
      status: i === 37 ? "failed" : "completed",
    }));
    const comparison = compare(runsOf(rows), "accuracy ~ x + y");
    const chart = drawComparison(comparison, { as, width: 300, height: 300 });
    expect(texts(chart).filter((text) => text === "×")).toHaveLength(1);
  });
});
