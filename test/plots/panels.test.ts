import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import type { ComparisonChartName } from "../../src/plots/chart/chart-options.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { plot } from "../../src/plots/plot-runs.js";
import { estimation } from "../../src/plots/kinds/estimation/estimation.js";
import { keepBestLevels } from "../../src/plots/parts/keep-best-levels.js";
import type { SpecPart } from "../../src/plots/render/spec.js";
import { allFailed, curvesOf, noise, runsOf } from "./made-up.js";
import { textBoxes, type TextBox } from "./text-boxes.js";

interface Runs {
  readonly methods?: readonly (string | number)[];
  readonly tasks?: readonly (string | number)[];
  readonly spread?: number;
}

/** Methods that get better, each on tasks that get harder. */
function runs({ methods = ["a", "b", "c"], tasks = [1], spread = 0.02 }: Runs) {
  const draw = noise(3);
  return runsOf(
    methods.flatMap((method, i) =>
      tasks.flatMap((task, j) =>
        [0, 1, 2, 3, 4].map((seed) => {
          const accuracy = draw(0.7 + 0.02 * i - 0.01 * j, spread * (1 + i));
          return { method, task, seed, accuracy, loss: Math.exp(-3 * accuracy) };
        }),
      ),
    ),
  );
}

function taskNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `t${i + 1}`);
}

function boxesOf(chart: Chart): TextBox[] {
  return textBoxes(chart.toSVG());
}

function textsOf(chart: Chart): string[] {
  return boxesOf(chart).map(({ text }) => text);
}

/** Where lines of text begin with these letters: from above, then from the left. */
function rowsOf(chart: Chart, start: string): number[][] {
  const found = boxesOf(chart).filter(({ text }) => text.startsWith(start));
  const heights = [...new Set(found.map(({ corners }) => corners[3][1]))].toSorted((a, b) => a - b);
  return heights.map((height) =>
    found.filter(({ corners }) => corners[3][1] === height).map(({ corners }) => corners[0][0]),
  );
}

/** Every view of a specification that draws something. */
function layersOf(part: SpecPart): SpecPart[] {
  const inner = ["layer", "concat", "hconcat", "vconcat"].flatMap(
    (name) => (part[name] as readonly SpecPart[] | undefined) ?? [],
  );
  return inner.length === 0 ? [part] : inner.flatMap(layersOf);
}

describe("panels", () => {
  it.each<ComparisonChartName>(["estimation", "interval", "slopes"])(
    "of %s have their headings at one height in a row, four at most in each",
    (as) => {
      const many = drawComparison(
        compare(runs({ tasks: taskNames(12) }), "accuracy ~ method | task"),
        {
          as,
        },
      );
      expect(rowsOf(many, "task = ").map(({ length }) => length)).toEqual([4, 4, 4]);
      expect(many.size.width).toBeLessThan(1000);
      // Only the lowest panels have the name of the axis of levels, or of values.
      const title = as === "interval" ? "accuracy" : "method";
      const rows = rowsOf(many, title).filter(({ length }) => length > 1);
      expect(rows.map(({ length }) => length)).toEqual([4]);
    },
  );

  it("are as even as they can be, and keep their axes where no other lies below", () => {
    const five = drawComparison(
      compare(runs({ tasks: taskNames(5) }), "accuracy ~ method | task"),
      {
        as: "slopes",
      },
    );
    expect(rowsOf(five, "task = ").map(({ length }) => length)).toEqual([3, 2]);
    expect(rowsOf(five, "method").map(({ length }) => length)).toEqual([1, 2]);
  });

  it("of learning curves wrap too, under headings at one height", () => {
    const curve = (task: string, seed: number) => ({
      levels: ["a"],
      facets: [task],
      seed,
      run: seed,
      died: false,
      step: [0, 1, 2],
      value: [1, 0.5, 0.2 + seed / 10],
    });
    const set = curvesOf(["a"], []);
    const facet = { name: "task", levels: taskNames(5), numeric: false };
    const chart = curvesChart({
      ...set,
      design: { ...set.design, facets: [facet] },
      curves: taskNames(5).flatMap((task) => [0, 1].map((seed) => curve(task, seed))),
    });
    expect(rowsOf(chart, "task = ").map(({ length }) => length)).toEqual([3, 2]);
    expect(rowsOf(chart, "step").map(({ length }) => length)).toEqual([1, 2]);
  });

  it("of several measures name their measure, a row each", () => {
    const chart = drawComparison(
      compare(runs({ tasks: taskNames(2) }), "accuracy + loss ~ method | task"),
      { as: "interval" },
    );
    expect(rowsOf(chart, "accuracy, task").map(({ length }) => length)).toEqual([2]);
    expect(rowsOf(chart, "loss, task").map(({ length }) => length)).toEqual([2]);
  });
});

describe("an interval", () => {
  it.each<ComparisonChartName>(["estimation", "interval", "forest"])(
    "of %s ends in caps, however narrow it is",
    (as) => {
      const comparison = compare(runs({ spread: 0.0005 }), "accuracy ~ method");
      const entries = as === "forest" ? comparison.differences : comparison.cells;
      const caps = layersOf(drawComparison(comparison, { as }).spec).filter(
        ({ mark }) => (mark as SpecPart | undefined)?.["type"] === "tick",
      );
      const ends = caps.flatMap(({ data }) =>
        (data as { values: { end: number }[] }).values.map(({ end }) => end),
      );
      expect(ends).toEqual(
        expect.arrayContaining(entries.flatMap(({ lower, upper }) => [lower, upper])),
      );
    },
  );
});

describe("an estimation plot", () => {
  it("has axes of differences that end where the differences do", () => {
    const comparison = compare(runs({ spread: 0.001 }), "accuracy ~ method");
    const highest = Math.max(...comparison.differences.map(({ upper }) => upper));
    const labels = textsOf(estimation(comparison)).map(Number).filter(Number.isFinite);
    const differences = labels.filter((label) => label < 0.5);
    expect(differences.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...differences)).toBeLessThanOrEqual(highest * 1.06);
  });
});

describe("a chart of nothing", () => {
  it.each<ComparisonChartName>(["estimation", "interval", "profile"])(
    "has no numbers in %s, and says so",
    (as) => {
      const texts = as === "estimation" ? textsOf(estimation(allFailed())) : textsOf(empty(as));
      expect(texts).toContain("no values");
      expect(texts).toEqual(expect.arrayContaining(["adam", "sgd", "momentum"]));
      const ticks = texts.filter((text) => /^[−\d.]+$/.test(text));
      // A share goes from 0 to 1, whatever there is.
      expect(ticks.filter((text) => as !== "profile" || Number(text) > 1)).toEqual([]);
    },
  );

  function empty(as: ComparisonChartName): Chart {
    return drawComparison(allFailed(), { as });
  }
});

describe("a log axis", () => {
  it("has zero apart in an interaction plot, and no line to it", () => {
    const table = runs({ methods: ["a", "b"], tasks: [0, 0.001, 0.01, 0.1] });
    const chart = drawComparison(compare(table, "accuracy ~ method * task"));
    expect(textsOf(chart)).toContain("task (log scale, break after 0)");
    const joined = [...chart.toSVG().matchAll(/<path [^>]*d="(M[^"Z]*L[^"Z]*)" stroke=/g)];
    // Each line joins three of the four values: 2 segments after its start.
    expect(joined.map(([, d]) => d!.split("L").length - 1)).toEqual([2, 2]);
  });

  it.each<[string, () => Chart]>([
    [
      "loss (log scale)",
      () => drawComparison(compare(runs({ tasks: [1, 2] }), "log(loss) ~ method * task")),
    ],
    [
      "ratio in loss (log scale)",
      () => drawComparison(compare(runs({}), "log(loss) ~ method"), { as: "forest" }),
    ],
    [
      "log scale",
      () => plot(runs({ tasks: [0.001, 0.01, 1] }), "accuracy ~ task + method", { as: "parallel" }),
    ],
    ["loss (log scale)", () => curvesChart(oneCurve(), { y: "log" })],
    ["step (log scale)", () => curvesChart(oneCurve(), { x: "log" })],
  ])("says so: %s", (title, draw) => {
    expect(textsOf(draw())).toContain(title);
  });

  function oneCurve(): ReturnType<typeof curvesOf> {
    const curve = {
      levels: ["a"],
      seed: 0,
      run: 1,
      died: false,
      step: [1, 2, 4],
      value: [1, 2, 3],
    };
    return curvesOf(["a"], [curve]);
  }
});

describe("many levels", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
  const order = (comparison: Comparison, most = 20) =>
    keepBestLevels(comparison, most).comparison.design.factors[0]!.levels;

  it("come from the best on after the control where they have no order", () => {
    const comparison = compare(runs({ methods: names, spread: 0.0001 }), "accuracy ~ method");
    // The first one is the control, and later ones are better.
    expect(order(comparison)).toEqual(["a", "i", "h", "g", "f", "e", "d", "c", "b"]);
    expect(order(comparison, 3)).toEqual(["a", "i", "h"]);
    expect(keepBestLevels(comparison, 3).note).toBe(
      "The control and the best 2 of 9 levels are drawn; the best come first after the control",
    );
  });

  it("keep the order that they have", () => {
    const eight = compare(runs({ methods: names.slice(1) }), "accuracy ~ method");
    expect(order(eight)).toEqual(["b", "c", "d", "e", "f", "g", "h", "i"]);
    const numbers = compare(runs({ methods: [1, 2, 3, 4, 5, 6, 7, 8, 9] }), "accuracy ~ method");
    expect(order(numbers)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("names", () => {
  it("stand before their mean ranks at both sides", () => {
    const chart = drawComparison(compare(runs({}), "accuracy ~ method"), { as: "ranks" });
    const names = textsOf(chart).filter((text) => text.includes("("));
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^[abc] \(\d\.\d\d\)$/);
  });

  it("of larger numbers stand higher in a design, as in a heatmap", () => {
    const comparison = compare(runs({ tasks: [1, 2, 3] }), "accuracy ~ method + task");
    for (const as of ["design", "heatmap"] as const) {
      const beside = boxesOf(drawComparison(comparison, { as })).filter(({ text }) =>
        /^[123]$/.test(text),
      );
      const highest = beside.toSorted((a, b) => a.corners[0][1] - b.corners[0][1]);
      expect(highest.map(({ text }) => text)).toEqual(["3", "2", "1"]);
    }
  });
});
