import { readFileSync } from "node:fs";
import { compare } from "../../src/compare/compare.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { design } from "../../src/plots/kinds/tiles/design.js";
import { efficiency } from "../../src/plots/kinds/curves/efficiency.js";
import { heatmap } from "../../src/plots/kinds/tiles/heatmap.js";
import { response } from "../../src/plots/kinds/response/response.js";
import { slopes } from "../../src/plots/kinds/slopes/slopes.js";
import { ranks } from "../../src/plots/kinds/tasks/ranks.js";
import { parallel } from "../../src/plots/kinds/params/parallel.js";
import { improvement } from "../../src/plots/kinds/tasks/improvement.js";
import { profile } from "../../src/plots/kinds/tasks/profile.js";
import { digits, digitsCurves, hasHidden } from "./digits.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { allFailed, curvesOf, noise, runsOf } from "./made-up.js";

type Rows = Readonly<Record<string, unknown>>[];

const FRIEDMAN = new URL("../stats/fixtures/friedman.json", import.meta.url);

const deep = hasHidden("[64, 32]");

/** Charts of a comparison, in usual and in hard cases. */
export const COMPARISON_CASES: Readonly<Record<string, () => Promise<Chart> | Chart>> = {
  heatmap: async () =>
    heatmap(compare(await digits(deep), "val_accuracy ~ optimizer + lr", { over: "mean" })),
  "heatmap-facets": async () =>
    heatmap(compare(await digits(() => true), "val_loss ~ lr + hidden | optimizer")),
  "heatmap-two-responses": async () =>
    heatmap(compare(await digits(deep), "val_accuracy + val_loss ~ lr + optimizer")),
  "heatmap-holes": () => heatmap(compare(holes(), "accuracy ~ width + depth")),
  "heatmap-many": () => heatmap(compare(manyCells(), "accuracy ~ x + y")),
  "heatmap-odd-names": () => heatmap(compare(oddNames(), "accuracy ~ method + data")),
  "design-digits": async () =>
    design(compare(await digits(() => true), "val_loss ~ lr + hidden | optimizer")),
  design: () => design(compare(holes(), "accuracy ~ width + depth")),
  "design-many": () => design(compare(manyCells(), "accuracy ~ x + y")),
  "design-one-factor": () => design(compare(oddNames(), "accuracy ~ method", { over: "mean" })),
  slopes: async () =>
    slopes(
      compare(await digits((row) => deep(row) && row["lr"] === 0.03), "val_accuracy ~ optimizer"),
    ),
  "slopes-two-levels": () =>
    slopes(compare(seeded(["with dropout", "without"], 12), "accuracy ~ method")),
  "slopes-grouped": async () =>
    slopes(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer + lr",
      ),
    ),
  "slopes-facets": () => slopes(compare(oddNames(), "accuracy ~ method | data")),
  "slopes-30-levels": () => slopes(compare(seeded(numbered(30), 4), "accuracy ~ method")),
  "slopes-many-seeds": () => slopes(compare(seeded(["a", "b", "c"], 900), "accuracy ~ method")),
  "slopes-some-failed": () => slopes(compare(decays(), "accuracy ~ weight_decay")),
  ranks: () => ranks(compare(demsar(), "accuracy ~ method", { seed: "dataset" })),
  "ranks-digits": async () =>
    ranks(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_loss ~ optimizer | lr",
      ),
    ),
  "ranks-30-levels": () => ranks(compare(seeded(numbered(30), 6), "accuracy ~ method")),
  "ranks-odd-names": () => ranks(compare(oddNames(), "accuracy ~ method | data")),
  parallel: async () =>
    parallel(
      compare(
        await digits((row) => Number(row["lr"]) < 1),
        "val_accuracy ~ lr + optimizer + hidden",
      ),
    ),
  "parallel-search": () => parallel(compare(search(600), "loss ~ lr + width")),
  "parallel-facets": async () =>
    parallel(
      compare(await digits((row) => Number(row["lr"]) < 1), "val_loss ~ lr + hidden | optimizer"),
    ),
  "parallel-odd-names": () =>
    parallel(compare(oddNames(), "accuracy ~ method + data"), { best: 0.3 }),
  "parallel-all-failed": () => parallel(allFailed()),
  profile: async () =>
    profile(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer | lr",
      ),
    ),
  "profile-loss": async () =>
    profile(
      compare(await digits((row) => Number(row["lr"]) < 1), "val_loss ~ optimizer | lr + hidden"),
    ),
  "profile-30-levels": () => profile(compare(seeded(numbered(30), 6), "accuracy ~ method")),
  "profile-one-seed": () => profile(compare(seeded(["a", "b"], 1), "accuracy ~ method")),
  "profile-all-failed": () => profile(allFailed()),
  improvement: async () =>
    improvement(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer | lr",
      ),
    ),
  "improvement-30-levels": () => improvement(compare(seeded(numbered(30), 6), "accuracy ~ method")),
  "improvement-odd-names": () => improvement(compare(oddNames(), "accuracy ~ method | data")),
  "improvement-one-seed": () => improvement(compare(seeded(["a", "b"], 1), "accuracy ~ method")),
  "improvement-all-failed": () => improvement(allFailed()),
  efficiency: async () =>
    efficiency(
      await digitsCurves((row) => Number(row["lr"]) < 0.1 && Number(row["lr"]) > 0.002, {
        factors: ["optimizer"],
        facets: ["lr", "hidden"],
      }),
    ),
  "efficiency-died": async () =>
    efficiency(await digitsCurves((row) => Number(row["lr"]) >= 0.3, { factors: ["optimizer"] })),
  "efficiency-no-values": () => efficiency(curvesOf(["a"], [])),
  response: async () => response(compare(await digits(deep), "val_accuracy ~ lr + optimizer")),
  "response-facets": async () =>
    response(compare(await digits(() => true), "val_loss ~ lr | optimizer + hidden")),
  "response-zero": () => response(compare(decays(), "accuracy ~ weight_decay")),
  "response-one-run": () => response(compare(manyCells(), "accuracy ~ x", { over: { y: 3 } })),
  "response-search": () => response(compare(search(120), "loss ~ lr", { ignore: ["width"] })),
  "response-few": () => response(compare(search(15), "loss ~ lr", { ignore: ["width"] })),
  "design-all-failed": () => design(allFailed()),
};

/** A grid with cells never run, cells in which all runs failed or gave NaN, and cells with some. */
function holes(): ReturnType<typeof runsOf> {
  const draw = noise(4);
  const rows: Rows = [16, 32, 64, 128].flatMap((width, i) =>
    [1, 2, 4].flatMap((depth, j) =>
      [0, 1, 2].map((seed) => ({
        width,
        depth,
        seed,
        status: (i === 3 && j === 2) || (i === 2 && j === 1 && seed > 0) ? "failed" : "completed",
        accuracy: i === 0 && j === 0 && seed === 0 ? NaN : draw(0.7 + 0.05 * i - 0.03 * j, 0.01),
      })),
    ),
  );
  return runsOf(rows.filter(({ width, depth }) => !(width === 32 && depth === 4)));
}

function manyCells(): ReturnType<typeof runsOf> {
  const draw = noise(6);
  return runsOf(
    Array.from({ length: 30 * 12 }, (_, i) => ({
      x: i % 30,
      y: Math.floor(i / 30),
      accuracy: draw(Math.sin((i % 30) / 5) + Math.floor(i / 30) / 6, 0.05),
    })),
  );
}

function oddNames(): ReturnType<typeof runsOf> {
  const draw = noise(8);
  const methods = [
    "名前がとても長い方法",
    "vision-transformer-large-patch-16-finetuned-at-384-pixels-no-dropout",
    "طريقة",
  ];
  return runsOf(
    methods.flatMap((method, i) =>
      ["cifar", "a-data-set-with-a-long-name-v2"].flatMap((data, j) =>
        [0, 1, 2, 3].map((seed) => ({
          method,
          data,
          seed,
          accuracy: draw(0.6 + i / 9 + j / 7, 0.02),
        })),
      ),
    ),
  );
}

/** A grid with a zero, on an axis that spans three decades; half of the last value's runs failed. */
function decays(): ReturnType<typeof runsOf> {
  const draw = noise(12);
  return runsOf(
    [0, 0.0001, 0.001, 0.01, 0.1].flatMap((weight_decay, i) =>
      [0, 1, 2, 3, 4, 5].map((seed) => ({
        weight_decay,
        seed,
        status: i === 4 && seed > 2 ? "failed" : "completed",
        accuracy: draw([0.8, 0.81, 0.84, 0.82, 0.6][i]!, 0.015),
      })),
    ),
  );
}

/** A random search: every run has its own rate and width. */
function search(count: number): ReturnType<typeof runsOf> {
  const generator = seededGenerator(3);
  return runsOf(
    Array.from({ length: count }, (_, seed) => {
      const lr = Number((10 ** (-5 + 4 * generator.uniform())).toPrecision(4));
      const width = 8 * (1 + generator.int(32));
      const loss = 0.4 + 0.2 * (Math.log10(lr) + 2.7) ** 2 + 4 / width + 0.1 * generator.normal();
      return { lr, width, seed, loss: Number(loss.toPrecision(5)) };
    }),
  );
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `m${i + 1}`);
}

/** Levels that rise, with a share of each seed in all of its runs. */
function seeded(methods: readonly string[], seeds: number): ReturnType<typeof runsOf> {
  const draw = noise(15);
  return runsOf(
    Array.from({ length: seeds }, () => draw(0, 0.02)).flatMap((own, seed) =>
      methods.map((method, i) => ({
        method,
        seed,
        accuracy: draw(0.7 + own + 0.02 * (i % 5), 0.006),
      })),
    ),
  );
}

/** Table 6 of Demšar, JMLR 7 (2006): the area under the curve of four trees on fourteen data sets. */
function demsar(): ReturnType<typeof runsOf> {
  const methods = ["C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf"];
  const { cases } = JSON.parse(readFileSync(FRIEDMAN, "utf8")) as {
    cases: { table: number[][] }[];
  };
  const rows = cases[0]!.table.flatMap((values, dataset) =>
    values.map((accuracy, i) => ({ method: methods[i], dataset, accuracy })),
  );
  return runsOf(rows);
}
