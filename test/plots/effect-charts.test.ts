import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { budgetPlan } from "../../src/plots/kinds/budget/budget-plan.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { noise, runsOf } from "./made-up.js";
import { methods, of, rowsWith, subtitle, texts, tileFills } from "./probes.js";

/** Two methods at two rates, three seeds: the advantage of b grows by 4 from rate 1 to rate 2. */
const CROSSED = [
  { method: "a", rate: 1, values: [10, 11, 12] },
  { method: "b", rate: 1, values: [12, 12.5, 14] },
  { method: "a", rate: 2, values: [20, 21, 22.5] },
  { method: "b", rate: 2, values: [26, 27, 28] },
].flatMap(({ values, ...at }) => values.map((accuracy, seed) => ({ ...at, seed, accuracy })));

function crossed(formula: string, options: CompareOptions = {}): Comparison {
  return compare(runsOf(CROSSED), formula, options);
}

function paired(values: Readonly<Record<string, readonly number[]>>): Comparison {
  return compare(runsOf(methods(values)), "accuracy ~ method", { contrasts: "pairs" });
}

describe("interaction", () => {
  const chart = drawComparison(crossed("accuracy ~ method * rate"), { as: "interaction" });

  it("draws the mean of every cell, and the difference of differences below", () => {
    const means = rowsWith(chart, "at", "mean").map((row) => [
      row["level"],
      row["at"],
      row["mean"],
    ]);
    expect(means).toContainEqual(["a", "1", 11]);
    expect(means).toContainEqual(["b", "2", 27]);
    // (27 - 63.5/3) - (38.5/3 - 11)
    const [difference] = rowsWith(chart, "contrast", "difference");
    expect(difference!["difference"]).toBeCloseTo(4, 10);
    expect(String(difference!["contrast"])).toBe("b − a, 2 against 1");
  });

  it("is what a crossed design calls for, and says so", () => {
    const chosen = drawComparison(crossed("accuracy ~ method * rate"));
    expect(chosen.description).toMatch(/^Interaction plot of accuracy by method and rate/);
    expect(drawComparison(crossed("accuracy ~ method + rate")).description).toMatch(/^Estimation/);
  });

  it("draws ratios of ratios on a log axis around 1", () => {
    const ratios = drawComparison(crossed("log(accuracy) ~ method * rate"), { as: "interaction" });
    const spec = JSON.stringify(ratios.spec);
    expect(spec).toContain('"type":"log"');
    expect(spec).toContain("ratio of ratios in accuracy");
    expect(texts(ratios)).toContain("b / a, 2 against 1");
  });

  it.each([
    ["accuracy ~ method + rate", "has no interaction; join two factors by *"],
    ["accuracy ~ method", "has no interaction"],
  ])("refuses %s", (formula, message) => {
    const comparison = crossed(formula, { over: "mean" });
    expect(() => drawComparison(comparison, { as: "interaction" })).toThrow(message);
  });
});

describe("importance", () => {
  it("draws every share, with the noise of seeds last and in grey", () => {
    const comparison = crossed("accuracy ~ .");
    const chart = drawComparison(comparison);
    expect(chart.description).toMatch(/^Importance of accuracy/);
    const bars = rowsWith(chart, "top", "share");
    const shares = new Map(comparison.importances.map(({ term, share }) => [term, share]));
    expect(bars.map((row) => row["share"])).toEqual(
      ["rate", "method", "method:rate", "noise"].map((term) => shares.get(term)),
    );
    expect(bars.reduce((sum, row) => sum + row["share"]!, 0)).toBeCloseTo(1, 12);
    expect(String(bars.at(-1)!["name"])).toBe("noise (seed)");
    expect(chart.toSVG()).toContain("#bababa");
  });

  it("says in place of bars that a forest explains too little", () => {
    const draw = noise(3);
    const rows = Array.from({ length: 60 }, (_, seed) => ({
      lr: draw(0, 1),
      width: draw(0, 1),
      seed,
      loss: draw(0, 1),
    }));
    const comparison = compare(runsOf(rows), "loss ~ .");
    const chart = drawComparison(comparison, { as: "importance" });
    expect(subtitle(chart)).toMatch(/^A forest explains too little of loss/);
    expect(rowsWith(chart, "top", "share")).toEqual([]);
    expect(texts(chart)).toContain("no shares");
    expect(drawComparison(comparison).description).not.toContain("Importance");
  });

  it("draws shares that rank nothing hollow, and says so", () => {
    const draw = noise(5);
    const rows = [1, 2, 3].flatMap((lr) =>
      [0, 1, 2, 3].map((seed) => ({ lr, seed, accuracy: draw(0.5, 0.1) })),
    );
    const comparison = compare(runsOf(rows), "accuracy ~ lr");
    expect(comparison.importances.map(({ isNoise }) => isNoise)).toEqual([true, true]);
    const chart = drawComparison(comparison, { as: "importance" });
    expect(subtitle(chart)).toContain("Hollow bars rank nothing");
    expect(JSON.stringify(chart.spec)).toContain('"fillOpacity":0.25');
    const clear = drawComparison(crossed("accuracy ~ ."));
    expect(subtitle(clear)).not.toContain("Hollow");
    expect(subtitle(clear)).toContain("analysis of variance, which has no interval");
  });

  it("refuses a formula without a param", () => {
    const comparison = crossed("accuracy ~ 1", { over: "mean" });
    expect(() => drawComparison(comparison, { as: "importance" })).toThrow(
      /Importance is that of params and 'accuracy ~ 1' has none; name some/,
    );
  });
});

describe("pairwise", () => {
  const values = {
    a: [1, 1.2, 1.1, 1.15, 1.05, 1.1],
    b: [2, 2.2, 2.15, 2.1, 2.05, 2.1],
    c: [1.1, 1.15, 1.05, 1.1, 1.2, 1],
  };

  it("has the row minus the column, green where it is better and purple where it is worse", () => {
    const chart = drawComparison(paired(values), { as: "pairwise" });
    expect(Object.fromEntries(tileFills(chart, "pair"))).toEqual({
      "b − a": "#a6dba0",
      "c − a": "#ececec",
      "c − b": "#c2a5cf",
    });
    expect(subtitle(chart)).toContain("Green: the row is better; purple: it is worse");
    expect(texts(chart)).toContain("+1.000");
    expect(subtitle(chart)).not.toContain("Hatched");
  });

  it("has less loss in green, as it is better", () => {
    const loss = compare(runsOf(methods(values, "loss")), "loss ~ method", { contrasts: "pairs" });
    const chart = drawComparison(loss, { as: "pairwise" });
    expect([...tileFills(chart, "pair")]).toContainEqual(["b − a", "#c2a5cf"]);
  });

  it("hatches pairs of which no exact test could tell", () => {
    const few = Object.fromEntries(
      Object.entries(values).map(([name, own]) => [name, own.slice(0, 4)]),
    );
    const comparison = paired(few);
    // Sign flips of four differences: 2 / 2^4.
    expect(comparison.differences.map(({ pSmallest }) => pSmallest)).toEqual([0.125, 0.125, 0.125]);
    const chart = drawComparison(comparison, { as: "pairwise" });
    expect(subtitle(chart)).toContain("an exact test cannot reach p < 0.05");
    expect(rowsWith(chart, "x2", "y2").some((row) => !("fill" in row))).toBe(true);
  });

  it("asks for pairs where the levels were compared with a control", () => {
    expect(() => drawComparison(of(values), { as: "pairwise" })).toThrow(
      'compare it with { contrasts: "pairs" }',
    );
  });
});

describe("forest", () => {
  it("has a row for each facet, with the numbers and the adjusted p", () => {
    const comparison = crossed("accuracy ~ method | rate");
    const chart = drawComparison(comparison, { as: "forest" });
    const drawn = rowsWith(chart, "contrast", "difference").map((row) => row["difference"]);
    const all = [...comparison.differences, ...comparison.averages];
    expect(new Set(drawn)).toEqual(new Set(all.map(({ difference }) => difference)));
    expect(texts(chart)).toEqual(expect.arrayContaining(["rate = 1", "rate = 2"]));
    expect(texts(chart).filter((text) => /\[.*\], p (=|&lt;) /.test(text))).toHaveLength(3);
    expect(chart.data().numRows()).toBe(3);
  });

  it("has the average over the facets as a diamond as wide as its interval, below a rule", () => {
    const comparison = crossed("accuracy ~ method | rate");
    const chart = drawComparison(comparison, { as: "forest" });
    const [average] = comparison.averages;
    expect(texts(chart)).toContain("all 2 facets");
    expect(
      rowsWith(chart, "at", "top", "base").map(({ at, top, base }) => [at, top, base]),
    ).toEqual([
      [average!.lower, 2, 2],
      [average!.difference, 1.7, 2.3],
      [average!.upper, 2, 2],
    ]);
    expect(rowsWith(chart, "edge")).toEqual([{ edge: 1.5 }]);
    expect(subtitle(chart)).toContain(
      "The diamond is the average over rate, with equal weights. It hides that the contrast depends on rate",
    );
    // Differences of 2, 1.5, 2 and 6, 6, 5.5 by hand: 23/6, and the row has no facet.
    const last = chart.data().objects().at(-1) as Record<string, unknown>;
    expect(last["difference"]).toBeCloseTo(23 / 6, 10);
    expect(last["rate"]).toBeNull();
  });

  it("says where a facet has no runs to compare", () => {
    const rows = CROSSED.filter(({ method, rate }) => method === "a" || rate === 1);
    const three = [...rows, ...rows.map((row) => ({ ...row, rate: row.rate + 2 }))];
    const chart = drawComparison(compare(runsOf(three), "accuracy ~ method | rate"), {
      as: "forest",
    });
    expect(texts(chart).filter((text) => text === "no runs")).toHaveLength(2);
  });
});

describe("budget", () => {
  const differences = [0.1, 0.3, 0.2, 0.5, 0.4];
  const two = { a: differences.map(() => 1), b: differences.map((one) => 1 + one) };
  const comparison = (margin?: number): Comparison =>
    compare(runsOf(methods(two)), "accuracy ~ method", margin === undefined ? {} : { margin });

  it("reaches as far as R computes from the spread, with 80% chance", () => {
    const reaches = (margin?: number): number[] => {
      const { differences: contrasts, design } = comparison(margin);
      const { reachAt } = budgetPlan(contrasts[0]!, NaN, design, 0.95)!;
      return [reachAt(5), reachAt(20)];
    };
    // R: d <- sd(c(.1, .3, .2, .5, .4)); qt(.975, n - 1) * d / sqrt(n) * sqrt(qchisq(.8, n - 1) / (n - 1))
    expect(reaches()[0]).toBeCloseTo(0.24021900070727306, 12);
    expect(reaches()[1]).toBeCloseTo(0.08299561869219234, 12);
    // R: the m at which integrate(function(s) (2 * pnorm(m / se - qt(.95, n - 1) * s) - 1) * 2 * s * (n - 1) *
    // dchisq((n - 1) * s^2, n - 1), 0, m / (se * qt(.95, n - 1))) is .8, where se is d / sqrt(n)
    expect(reaches(0.1)[0]).toBeCloseTo(0.2530545729871074, 8);
    expect(reaches(0.1)[1]).toBeCloseTo(0.1073833226473854, 8);
  });

  it("has each curve at the margin where its diamond is", () => {
    const chart = drawComparison(comparison(0.1), { as: "budget" });
    const { seeds } = comparison(0.1).seedsNeeded().object(0) as { seeds: number };
    const marks = rowsWith(chart, "n", "reach", "read");
    const needed = marks.find(({ n }) => n === seeds)!;
    expect(needed["reach"]).toBeLessThanOrEqual(0.1);
    expect(needed["reach"]).toBeGreaterThan(0.1 * Math.sqrt((seeds - 1) / (seeds + 1)));
  });

  it("keeps the contrasts that need most, and says what the others need", () => {
    // Each method differs from a by i / 100 + 0.1 with the same spread: the first ones need most.
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `m${i}`,
        differences.map((one, seed) => (i === 0 ? 1 : 1.1 + i / 20 + one * (1 + seed * i * 0.01))),
      ]),
    );
    const nine = compare(runsOf(methods(many)), "accuracy ~ method");
    const needed = (nine.seedsNeeded().objects() as { level: string; seeds: number }[]).toSorted(
      (a, b) => b.seeds - a.seeds,
    );
    const chart = drawComparison(nine, { as: "budget" });
    const drawn = texts(chart).filter((text) => /^m\d − m0: n/.test(text));
    expect(drawn.map((text) => text.slice(0, 2)).toSorted()).toEqual(
      needed
        .slice(0, 6)
        .map(({ level }) => level)
        .toSorted(),
    );
    expect(subtitle(chart)).toContain("the 6 of up to 8 curves that need most; the others: n = ");
  });

  it("names the number of seeds that the comparison does, and marks it", () => {
    const named = comparison(0.1);
    const { seeds } = named.seedsNeeded().object(0) as { seeds: number };
    const chart = drawComparison(named, { as: "budget" });
    expect(texts(chart)).toContain(`b − a: n = ${seeds}`);
    expect(rowsWith(chart, "n", "reach").map((row) => row["n"])).toContain(seeds);
    expect(texts(chart)).toContain("margin 0.1");
  });

  it("says where what there is is enough", () => {
    const chart = drawComparison(comparison(0.5), { as: "budget" });
    expect(texts(chart)).toContain("b − a: n = 5 is enough");
  });

  it("refuses contrasts without a spread", () => {
    expect(() => drawComparison(of({ a: [1], b: [2] }), { as: "budget" })).toThrow(
      /takes two levels with three runs or more each/,
    );
  });
});
