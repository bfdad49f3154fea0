import { compare } from "../../src/compare/compare.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { estimation } from "../../src/plots/kinds/estimation/estimation.js";
import { interval } from "../../src/plots/kinds/interval/interval.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { plot } from "../../src/plots/plot-runs.js";
import { digits, digitsCurves, hasHidden } from "./digits.js";
import { COMPARISON_CASES } from "./comparison-cases.js";
import { EFFECT_CASES } from "./effect-cases.js";
import { allFailed, curvesOf, noise, runsOf } from "./made-up.js";

type Row = Readonly<Record<string, unknown>>;

const deep = hasHidden("[64, 32]");
const deepSlow = (row: Row): boolean => deep(row) && row["lr"] === 0.003;

const deepFast = (row: Row): boolean => deep(row) && row["lr"] === 0.03;

/** Every chart of the gallery by its name, which names its files too. */
export const CASES: Readonly<Record<string, () => Promise<Chart> | Chart>> = {
  estimation: async () =>
    drawComparison(compare(await digits(deepSlow), "val_accuracy ~ optimizer")),
  "estimation-facets": async () =>
    estimation(compare(await digits(deep), "val_accuracy ~ optimizer | lr")),
  "estimation-floating": async () =>
    estimation(
      compare(
        await digits((row) => deepSlow(row) && row["optimizer"] !== "sgd"),
        "val_accuracy ~ optimizer",
      ),
    ),
  "estimation-floating-facets": async () =>
    estimation(
      compare(
        await digits((row) => deep(row) && row["optimizer"] !== "sgd"),
        "val_accuracy ~ optimizer | lr",
      ),
    ),
  "estimation-margin": () =>
    estimation(compare(methods(["a", "b", "c"], 6), "accuracy ~ method", { margin: 0.02 })),
  "estimation-two-rows": () => estimation(compare(twoRows(), "accuracy ~ method | data + depth")),
  "estimation-grouped": async () =>
    estimation(compare(await digits(deep), "val_accuracy ~ optimizer + lr")),
  "estimation-three-factors": async () =>
    estimation(
      compare(
        await digits((row) => Number(row["lr"]) >= 0.003 && Number(row["lr"]) <= 0.03),
        "val_accuracy ~ optimizer + lr + hidden",
        { over: "mean" },
      ),
      { width: 720 },
    ),
  "estimation-two-responses": async () =>
    estimation(compare(await digits(deepSlow), "val_accuracy + val_loss ~ optimizer"), {
      title: "",
    }),
  "estimation-mean-over": async () =>
    estimation(
      compare(await digits((row) => deep(row) && Number(row["lr"]) < 0.1), "val_loss ~ optimizer", {
        over: "mean",
      }),
    ),
  "estimation-one-seed": () =>
    estimation(compare(methods(["a", "b", "c"], 1), "accuracy ~ method")),
  "estimation-two-seeds": () => estimation(compare(methods(["a", "b"], 2), "accuracy ~ method")),
  "estimation-30-levels": () => estimation(compare(methods(numbered(30), 3), "accuracy ~ method")),
  "estimation-long-names": () => estimation(compare(methods(LONG, 5), "accuracy ~ method")),
  "estimation-odd-names": () => estimation(compare(methods(ODD, 4), "accuracy ~ method")),
  "estimation-no-spread": () =>
    estimation(compare(sameValues(), "accuracy ~ method", { paired: false })),
  "estimation-many-runs": () =>
    estimation(compare(methods(["a", "b", "c"], 150), "accuracy ~ method", { paired: false })),
  "estimation-capped": () =>
    estimation(compare(methods(["a", "b", "c"], 2000), "accuracy ~ method")),
  "estimation-huge-values": () => estimation(compare(hugeValues(), "loss ~ method")),
  "estimation-some-failed": () => estimation(compare(someFailed(), "accuracy ~ method")),
  "estimation-all-failed": () => estimation(allFailed()),
  interval: async () => interval(compare(await digits(deepSlow), "val_accuracy ~ optimizer")),
  "interval-measures": async () =>
    interval(compare(await digits(deep), "val_accuracy + val_loss ~ optimizer | lr")),
  "interval-grouped": async () =>
    interval(compare(await digits(deep), "val_accuracy ~ optimizer + lr")),
  "interval-no-factor": async () =>
    drawComparison(
      compare(
        await digits((row) => deep(row) && row["lr"] === 0.03),
        "val_accuracy ~ 1 | optimizer",
      ),
    ),
  "interval-30-levels": () =>
    drawComparison(compare(methods(numbered(30), 3), "accuracy ~ method")),
  "interval-long-names": () => interval(compare(methods(LONG, 5), "accuracy ~ method")),
  "interval-some-failed": () => interval(compare(someFailed(), "accuracy ~ method")),
  "interval-all-failed": () => interval(allFailed()),
  "interval-tasks": async () =>
    interval(
      compare(
        await digits((row) => Number(row["lr"]) < 1 && Number(row["lr"]) > 0.002),
        "val_accuracy + val_loss ~ optimizer | lr + hidden",
      ),
      { measures: ["mean", "median", "iqm", "optimalityGap"] },
    ),
  "interval-tasks-some-failed": () =>
    interval(compare(someFailed(), "accuracy ~ method"), { measures: ["iqm"] }),
  curves: async () => curvesChart(await digitsCurves(deepSlow, { factors: ["optimizer"] })),
  "curves-facets": async () =>
    curvesChart(await digitsCurves(deep, { factors: ["optimizer"], facets: ["lr"] })),
  "curves-crowded": async () =>
    curvesChart(
      await digitsCurves((row) => Number(row["lr"]) < 1, {
        factors: ["optimizer", "lr"],
        facets: ["hidden"],
      }),
    ),
  "curves-two-factors": async () =>
    curvesChart(
      await digitsCurves((row) => deep(row) && Number(row["lr"]) < 0.1, {
        factors: ["optimizer", "lr"],
      }),
    ),
  "curves-died": async () =>
    curvesChart(await digitsCurves((row) => Number(row["lr"]) >= 0.3, { factors: ["optimizer"] })),
  "curves-log-axes": async () =>
    curvesChart(await digitsCurves(deepSlow, { factors: ["optimizer"] }), { x: "log", y: "log" }),
  "curves-arithmetic": async () =>
    plot(await digits(deepSlow), "{ val_loss - train_loss } ~ step + optimizer"),
  "curves-several": async () =>
    plot(await digits(deepSlow), "log(val_loss) + val_accuracy ~ step + optimizer"),
  "interval-censored": async () =>
    plot(await digits(deepFast), "stepsTo(val_accuracy >= 0.96) ~ optimizer"),
  "slopes-censored": async () =>
    plot(await digits(deepFast), "stepsTo(val_accuracy >= 0.96) ~ optimizer", { as: "slopes" }),
  "response-censored": async () =>
    plot(
      await digits((row) => deep(row) && row["optimizer"] !== "adam"),
      "stepsTo(val_accuracy >= 0.96) ~ lr + optimizer",
      { as: "response" },
    ),
  "curves-grid-of-steps": () => curvesChart(gridOfSteps()),
  "curves-one-seed": () => curvesChart(oneSeed()),
  "curves-blown-up": () => curvesChart(blownUp()),
  "curves-many-steps": () => curvesChart(manySteps()),
  "curves-close-ends": () => curvesChart(closeEnds()),
  "curves-no-values": () =>
    curvesChart(
      curvesOf(
        ["a"],
        [{ levels: ["a"], seed: 0, run: 1, died: true, step: [0, 1], value: [NaN, Infinity] }],
      ),
    ),
  ...COMPARISON_CASES,
  ...EFFECT_CASES,
};

const LONG = [
  "resnet-50-with-very-long-augmentation-name-and-cosine-schedule-v1",
  "resnet-50-with-very-long-augmentation-name-and-cosine-schedule-v2",
  "vision-transformer-large-patch-16-finetuned-at-384-pixels-no-dropout",
];

const ODD = [`</script><b>"it's"`, "datum.value \\ n", "名前 Δμ é", "-0"];

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `m${i + 1}`);
}

function methods(names: readonly string[], seeds: number): ReturnType<typeof runsOf> {
  const draw = noise(7);
  return runsOf(
    names.flatMap((method, i) =>
      Array.from({ length: seeds }, (_, seed) => ({
        method,
        seed,
        accuracy: draw(0.8 + 0.02 * (i % 7), 0.01),
      })),
    ),
  );
}

/** Two methods on two data sets, the deep nets in units a million times those of the flat ones. */
function twoRows(): ReturnType<typeof runsOf> {
  const draw = noise(3);
  const sizes = { deep: [80_000, 1_000_000], flat: [0.8, 0.01] } as const;
  return runsOf(
    (["deep", "flat"] as const).flatMap((depth) =>
      ["a", "b"].flatMap((method) =>
        ["x", "y"].flatMap((data) =>
          [0, 1, 2, 3].map((seed) => ({
            method,
            data,
            depth,
            seed,
            accuracy: draw(sizes[depth][0], sizes[depth][1]),
          })),
        ),
      ),
    ),
  );
}

function sameValues(): ReturnType<typeof runsOf> {
  return runsOf(
    [
      ["a", -0],
      ["b", 0],
      ["c", 0.5],
    ].flatMap(([method, accuracy]) => [0, 1, 2, 3].map((seed) => ({ method, seed, accuracy }))),
  );
}

function hugeValues(): ReturnType<typeof runsOf> {
  return runsOf(
    [
      ["a", 0.5],
      ["b", 1.7e258],
      ["c", -3e250],
    ].flatMap(([method, loss]) =>
      [1, 2, 3].map((seed) => ({ method, seed, loss: Number(loss) * (1 + seed / 10) })),
    ),
  );
}

/** Level c failed as a whole, b in part, and one run of a has no finite value. */
function someFailed(): ReturnType<typeof runsOf> {
  const draw = noise(3);
  return runsOf(
    ["a", "b", "c"].flatMap((method) =>
      [0, 1, 2, 3, 4, 5].map((seed) => ({
        method,
        seed,
        status: method === "c" || (method === "b" && seed < 2) ? "failed" : "completed",
        accuracy: method === "a" && seed === 5 ? NaN : draw(method === "a" ? 0.7 : 0.75, 0.02),
      })),
    ),
  );
}

function gridOfSteps(): ReturnType<typeof curvesOf> {
  const draw = noise(11);
  const step = [1000, 10_000, 100_000, 1_000_000];
  const curve = (level: string, seed: number, run: number, end: number) => ({
    levels: [level],
    seed,
    run,
    died: false,
    step,
    value: step.map((examples) => draw(end + 6 / Math.log10(examples), 0.03)),
  });
  const curves = [0, 1, 2, 3, 4].flatMap((seed) => [
    curve("small", seed, seed, 0.4),
    curve("large", seed, 10 + seed, 0.1),
  ]);
  return curvesOf(["small", "large"], curves, { step: "examples" });
}

function oneSeed(): ReturnType<typeof curvesOf> {
  const step = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
  const curve = (level: string, run: number, rate: number) => ({
    levels: [level],
    seed: 0,
    run,
    died: false,
    step,
    value: step.map((at) => Math.exp(-at / rate)),
  });
  return curvesOf(["fast", "slow"], [curve("fast", 1, 3), curve("slow", 2, 9)]);
}

/** One run of five turns to 1e30, and another to NaN. */
function blownUp(): ReturnType<typeof curvesOf> {
  const draw = noise(5);
  const step = Array.from({ length: 60 }, (_, i) => i * 50);
  const value = (seed: number): number[] =>
    step.map((at) => {
      if (seed === 0 && at >= 2900) return 10 ** (at / 97);
      if (seed === 1 && at >= 1500) return NaN;
      return draw(2 * Math.exp(-at / 900) + 0.3, 0.02);
    });
  const curves = [0, 1, 2, 3, 4].map((seed) => ({
    levels: ["sgd"],
    seed,
    run: seed + 1,
    died: false,
    step,
    value: value(seed),
  }));
  return curvesOf(["sgd"], curves);
}

/** 12 runs of 4,000 steps, recorded at odd steps by half of them. */
function manySteps(): ReturnType<typeof curvesOf> {
  const draw = noise(9);
  const curve = (level: string, seed: number, run: number) => {
    const step = Array.from({ length: 4000 }, (_, i) => 2 * i + (seed % 2));
    return {
      levels: [level],
      seed,
      run,
      died: false,
      step,
      value: step.map((at) => draw(1 / (1 + at / 600), 0.02)),
    };
  };
  return curvesOf(
    ["a", "b"],
    [0, 1, 2, 3, 4, 5].flatMap((seed) => [curve("a", seed, seed + 1), curve("b", seed, seed + 7)]),
  );
}

/** Eight lines that end within a few px of each other. */
function closeEnds(): ReturnType<typeof curvesOf> {
  const levels = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
  const step = Array.from({ length: 20 }, (_, i) => i);
  const curves = levels.flatMap((level, i) =>
    [0, 1].map((seed) => ({
      levels: [level],
      seed,
      run: 2 * i + seed,
      died: false,
      step,
      value: step.map((at) => 0.1 + i * 0.002 + seed * 0.001 + (1 + i / 10) * Math.exp(-at / 4)),
    })),
  );
  return curvesOf(levels, curves);
}
