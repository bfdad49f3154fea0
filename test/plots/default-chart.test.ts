import { expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { plot } from "../../src/plots/plot-runs.js";
import { chartTrouble } from "./check-chart.js";
import { texts } from "./probes.js";
import { noise, runsOf } from "./made-up.js";

const draw = noise(5);

/** Four methods, two depths and two data sets of four seeds each. */
const GRID = runsOf(
  ["a", "b", "c", "d"].flatMap((method, i) =>
    [1, 2].flatMap((depth) =>
      ["mnist", "cifar"].flatMap((data) =>
        [0, 1, 2, 3].map((seed) => ({
          method,
          depth,
          data,
          seed,
          accuracy: draw(0.6 + i / 20 + depth / 50, 0.01),
          loss: draw(0.5 - i / 20 + depth / 50, 0.01),
        })),
      ),
    ),
  ),
);

/** Ten rates of four seeds, and of them the first five. */
const RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const rates = (count: number): ReturnType<typeof runsOf> =>
  runsOf(
    RATES.slice(0, count).flatMap((lr) =>
      ["sgd", "adam"].flatMap((optimizer) =>
        [0, 1, 2, 3].map((seed) => ({ lr, optimizer, seed, loss: draw(1 - lr / 2, 0.01) })),
      ),
    ),
  );

/** A random search: each run has a rate of its own. */
const SEARCH = runsOf(
  Array.from({ length: 60 }, (_, i) => ({
    lr: Number((10 ** (-5 + i / 15)).toPrecision(4)),
    seed: i,
    loss: draw(0.5, 0.1),
  })),
);

/** Thirty methods of two seeds. */
const MANY = runsOf(
  Array.from({ length: 30 }, (_, i) =>
    [0, 1].map((seed) => ({ method: `m${i}`, seed, accuracy: draw(0.7, 0.05) })),
  ).flat(),
);

const KINDS: Readonly<Record<string, RegExp>> = {
  estimation: /^Estimation plot/,
  interval: /^Interval plot/,
  response: /^Response plot/,
  interaction: /^Interaction plot/,
  importance: /^Importance/,
  forest: /^Forest plot/,
  pairwise: /^Matrix of pairs/,
};

it.each<[string, string, ReturnType<typeof runsOf>, CompareOptions]>([
  ["estimation", "accuracy ~ method", GRID, {}],
  ["estimation", "accuracy ~ method | data", GRID, {}],
  ["estimation", "accuracy ~ method + depth | data", GRID, {}],
  ["estimation", "accuracy ~ depth | data", GRID, {}],
  ["estimation", "accuracy + loss ~ method | data", GRID, {}],
  ["interaction", "accuracy ~ method * depth | data", GRID, {}],
  ["importance", "accuracy ~ .", GRID, {}],
  ["forest", "log(loss) ~ method | data", GRID, {}],
  ["forest", "logit(accuracy) ~ method", GRID, {}],
  ["interval", "accuracy + log(loss) ~ method", GRID, {}],
  ["pairwise", "accuracy ~ method | data", GRID, { contrasts: "pairs" }],
  ["interval", "accuracy ~ data", GRID, { contrasts: "pairs" }],
  ["interval", "accuracy ~ 1", GRID, {}],
  ["interval", "accuracy ~ method", MANY, {}],
  ["estimation", "loss ~ lr", rates(5), {}],
  ["estimation", "loss ~ optimizer | lr", rates(10), {}],
  ["response", "loss ~ lr", rates(10), {}],
  ["response", "loss ~ log10(lr)", rates(10), {}],
  ["response", "loss ~ log10(lr) + optimizer", rates(10), {}],
  ["response", "loss ~ lr | optimizer", rates(10), {}],
  ["estimation", "loss ~ bin(lr, 4)", rates(10), {}],
  ["interval", "loss ~ C(lr)", SEARCH, {}],
  ["response", "loss ~ lr", SEARCH, {}],
  ["response", "loss ~ log10(lr)", SEARCH, {}],
])("draws %s of %s", (kind, formula, runs, options) => {
  expect(plot(runs, formula, options).description).toMatch(KINDS[kind]!);
});

it("draws a random search in bins, with all of its runs", () => {
  const chart = plot(SEARCH, "loss ~ log10(lr)");
  expect(chart.caption).toContain("Each run has a value of its own; n = 60 runs.");
  expect(chart.caption).toContain("Bars are means of runs with neighbouring values");
  expect(chart.data().numRows()).toBe(60);
});

it("draws ratios in the unit of the statistic, on an axis on which they are lengths", async () => {
  const comparison = compare(GRID, "log(loss) ~ method | data", { over: "mean" });
  const ratios = drawComparison(comparison);
  expect(ratios.caption).toMatch(/^loss by method\. /);
  expect(texts(ratios).join(" ")).toContain("ratio in loss");
  const levels = drawComparison(comparison, { as: "interval" });
  expect(levels.caption).toMatch(/^loss by method\. Geometric mean/);
  expect(texts(levels)).toContain("loss (log scale)");
  const numbers = texts(levels).filter((text) => /^[−\d.]+$/.test(text));
  expect(numbers.length).toBeGreaterThan(2);
  for (const text of numbers) expect(Number(text)).toBeGreaterThan(0);
  expect(await chartTrouble(levels)).toEqual([]);
});

it("gives bins their colours in their own order", () => {
  const runs = runsOf(
    Array.from({ length: 32 }, (_, i) => ({
      lr: [1e-7, 2e-7, 0.9, 1, 5, 9, 11, 12][i % 8]! * (1 + i / 1000),
      optimizer: i % 16 < 8 ? "adam" : "sgd",
      seed: i,
      loss: draw(0.5, 0.1),
    })),
  );
  const svg = plot(runs, "loss ~ optimizer + bin(lr, 4)", { as: "interval" }).toSVG();
  // Okabe and Ito's first three colours, in the order of the legend; no rate lies in the third bin.
  const legend = [...svg.matchAll(/fill="(#0072b2|#d55e00|#009e73)"/g)].map(([, colour]) => colour);
  expect(legend.slice(0, 3)).toEqual(["#0072b2", "#d55e00", "#009e73"]);
});
