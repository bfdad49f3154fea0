import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { budget } from "../../src/plots/kinds/budget/budget.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { design } from "../../src/plots/kinds/tiles/design.js";
import { estimation } from "../../src/plots/kinds/estimation/estimation.js";
import { forest } from "../../src/plots/kinds/contrasts/forest.js";
import { heatmap } from "../../src/plots/kinds/tiles/heatmap.js";
import { importance } from "../../src/plots/kinds/params/importance.js";
import { improvement } from "../../src/plots/kinds/tasks/improvement.js";
import { interaction } from "../../src/plots/kinds/contrasts/interaction.js";
import { interval } from "../../src/plots/kinds/interval/interval.js";
import { pairwise } from "../../src/plots/kinds/contrasts/pairwise.js";
import { parallel } from "../../src/plots/kinds/params/parallel.js";
import { profile } from "../../src/plots/kinds/tasks/profile.js";
import { ranks } from "../../src/plots/kinds/tasks/ranks.js";
import { response } from "../../src/plots/kinds/response/response.js";
import { slopes } from "../../src/plots/kinds/slopes/slopes.js";
import { allFailed, curvesOf, noise, runsOf } from "./made-up.js";

type Asked = readonly [formula: string, options?: CompareOptions];

/** Every chart of a comparison, and what its hard cases are asked with: a line each. */
const CHARTS: readonly (readonly [(comparison: Comparison) => Chart, ...Asked])[] = [
  [budget, "accuracy ~ method | lr"],
  [design, "accuracy ~ method + lr"],
  [estimation, "accuracy ~ method"],
  [forest, "accuracy ~ method | lr"],
  [heatmap, "accuracy ~ method + lr"],
  [importance, "accuracy ~ method + lr"],
  [improvement, "accuracy ~ method | lr"],
  [interaction, "accuracy ~ method * lr"],
  [interval, "accuracy ~ method + lr"],
  [pairwise, "accuracy ~ method + lr", { contrasts: "pairs" }],
  [parallel, "accuracy ~ method + lr"],
  [profile, "accuracy ~ method | lr"],
  [ranks, "accuracy ~ method | lr"],
  [response, "accuracy ~ lr + method"],
  [slopes, "accuracy ~ method"],
];

interface Runs {
  readonly methods?: readonly string[];
  readonly lrs?: readonly number[];
  readonly seeds?: number;
  /** Another value in place of the usual one. */
  readonly value?: (usual: number, method: number, seed: number) => number;
}

const LONG = [
  "resnet-50-with-very-long-augmentation-name-and-cosine-schedule-v1",
  "resnet-50-with-very-long-augmentation-name-and-cosine-schedule-v2",
  "vision-transformer-large-patch-16-finetuned-at-384-pixels-no-dropout",
];

/** What breaks charts, each asked of every one of them. */
const HARD: Readonly<Record<string, (asked: Asked) => Comparison>> = {
  "1-seed": (asked) => compared(asked, { seeds: 1 }),
  "30-levels": (asked) =>
    compared(asked, { methods: Array.from({ length: 30 }, (_, i) => `m${i + 1}`), seeds: 3 }),
  "all-failed": () => allFailed(),
  "not-finite": (asked) =>
    compared(asked, {
      value: (usual, method, seed) => (seed === 1 ? [NaN, Infinity, -Infinity][method]! : usual),
    }),
  zero: (asked) =>
    compared(asked, {
      lrs: [0, 0.001, 0.01, 0.1, 1],
      value: (usual, method, seed) => (method === 1 ? (seed % 3) - 1 : usual),
    }),
  "long-names": (asked) => compared(asked, { methods: LONG }),
  "right-to-left": (asked) =>
    compared(asked, { methods: ["مدل پایه", "نموذج كبير (نسخة 2)", "מודל עמוק"] }),
  cjk: (asked) =>
    compared(asked, { methods: ["基线模型", "データ拡張あり（強）", "작은 모델-v2"] }),
  "50000-points": (asked) => compared(asked, { seeds: 8334 }),
};

/** Hard cases of every chart, by the name of chart and case. */
export const HARD_CASES: Readonly<Record<string, () => Chart>> = {
  ...Object.fromEntries(
    CHARTS.flatMap(([draw, ...asked]) =>
      Object.entries(HARD).map(([name, make]) => [
        `${draw.name}-hard-${name}`,
        () => draw(make(asked)),
      ]),
    ),
  ),
  "curves-hard-cjk": () => curvesChart(curvesNamed(["基线模型", "データ拡張あり（強）"])),
  "curves-hard-right-to-left": () => curvesChart(curvesNamed(["مدل پایه", "מודל עמוק"])),
  "curves-hard-zero": () => curvesChart(curvesNamed(["a", "b"], 0), { x: "log", y: "log" }),
};

function compared([formula, options]: Asked, made: Runs): Comparison {
  const { methods = ["adam", "sgd", "lion"], lrs = [0.01, 0.1], seeds = 5, value } = made;
  const draw = noise(21);
  const rows = methods.flatMap((method, i) =>
    lrs.flatMap((lr, j) =>
      Array.from({ length: seeds }, (_, seed) => {
        const usual = draw(0.7 + 0.02 * (i % 7) + 0.03 * j, 0.01);
        return { method, lr, seed, accuracy: value?.(usual, i, seed) ?? usual };
      }),
    ),
  );
  return compare(runsOf(rows), formula, { over: "mean", ...options });
}

/** Two lines of three runs that end at the given value. */
function curvesNamed(levels: readonly string[], end = 0.2): ReturnType<typeof curvesOf> {
  const draw = noise(22);
  const curves = levels.flatMap((level, i) =>
    [0, 1, 2].map((seed) => ({
      levels: [level],
      seed,
      run: 3 * i + seed,
      died: i === 1 && seed === 2,
      step: [0, 1, 10, 100, 1000],
      value: [1, 0.6, 0.4, 0.3, end].map((usual) =>
        usual === 0 ? 0 : draw(usual, 0.02) + 0.1 * i,
      ),
    })),
  );
  return curvesOf(levels, curves);
}
