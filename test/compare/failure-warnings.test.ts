import { beforeAll, describe, expect, it } from "vitest";
import type { ColumnTable } from "arquero";
import { compare } from "../../src/compare/compare.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { digits, infoTable, rowsTable, runOf } from "./runs.js";

/** Draws of a normal distribution. */
function normals(seed: number): () => number {
  const generator = seededGenerator(seed);
  return () => generator.normal();
}

const failing = (warnings: readonly string[]): string =>
  warnings.filter((one) => one.includes(" failed in ")).join("\n");

describe("failed runs as the worst", () => {
  /** Two optimizers at three learning rates that matter far more. */
  const crossed = (seeds: number): ColumnTable => {
    const draw = normals(6);
    return rowsTable(
      ["adam", "sgd"].flatMap((optimizer, i) =>
        [0.001, 0.01, 0.1].flatMap((lr, j) =>
          Array.from({ length: seeds }, (_, seed) => ({
            optimizer,
            lr,
            seed,
            acc:
              optimizer === "sgd" && lr === 0.1 && seed === 1
                ? NaN
                : 0.3 + 0.25 * j - 0.03 * i + 0.005 * draw(),
          })),
        ),
      ),
    );
  };

  it("are compared within settings, which are no replicates of each other", () => {
    const clear = failing(compare(crossed(10), "acc ~ optimizer * lr").warnings);
    expect(clear).toContain("sgd failed in 1 of 30 runs");
    expect(clear).toMatch(/ranks give p = 0\.00\d+ after Holm: the conclusion stands/);
    expect(clear).not.toContain("does not stand");
    const few = failing(compare(crossed(5), "acc ~ optimizer * lr").warnings);
    expect(few).toContain("whether the conclusion stands is open");
  });

  it("are left open where settings have no pairs to rank", () => {
    const { warnings } = compare(crossed(10), "acc ~ optimizer * lr", { paired: false });
    expect(failing(warnings)).toContain(
      "what failed runs as the worst would change is open, as there are no pairs within settings to rank",
    );
  });

  it("count for a dataset whose median run failed", () => {
    const draw = normals(34);
    const rows = Array.from({ length: 9 }, (_, dataset) => ({ dataset, own: 2 * draw() })).flatMap(
      ({ dataset, own }) =>
        ["m1", "m2"].flatMap((method, i) =>
          [0, 1, 2, 3, 4].map((seed) => ({
            method,
            dataset: `d${dataset}`,
            seed,
            acc: i === 1 && seed > 0 ? NaN : 50 + own + i + 0.3 * draw(),
          })),
        ),
    );
    const { verdict, warnings, summary } = compare(rowsTable(rows), "acc ~ method + (1|dataset)");
    expect(verdict).toBe("differs");
    // R: binom.test(9, 9)$p.value, which is also that of 9 signed ranks: m2 is worse in all of them.
    expect(failing(warnings)).toContain(
      "ranks give p = 0.004 for the opposite: the conclusion does not stand",
    );
    expect(summary).toContain(
      "Runs left out because they failed or have no finite value: 36 of 90.",
    );
  });

  const pairs = (
    seeds: number,
    value: (arm: number, seed: number) => number,
    arms = ["a", "b"],
  ): ColumnTable =>
    rowsTable(
      arms.flatMap((arm, i) =>
        Array.from({ length: seeds }, (_, seed) => ({ arm, seed, acc: value(i, seed) })),
      ),
    );

  it("leave a margin to the finished runs", () => {
    const draw = normals(2);
    const table = pairs(12, (arm, seed) => (arm === 1 && seed < 4 ? NaN : 0.9 + 0.003 * draw()));
    const { verdict, warnings } = compare(table, "acc ~ arm", { margin: 0.01 });
    expect(verdict).toBe("no difference larger than the margin");
    expect(failing(warnings)).toContain(
      "that they differ by no more than the margin holds of finished runs only.",
    );
    expect(failing(warnings)).not.toContain("stands");
  });

  it("neither stand nor fall where no difference was found", () => {
    const draw = normals(3);
    const table = pairs(8, (arm, seed) => (arm === 1 && seed < 2 ? NaN : draw()));
    const { verdict, warnings } = compare(table, "acc ~ arm");
    expect(verdict).toBe("cannot conclude");
    expect(failing(warnings)).toMatch(/ranks give p = [\d.]+\.$/);
    const most = pairs(8, (arm, seed) => (arm === 1 && seed < 6 ? NaN : draw()));
    expect(failing(compare(most, "acc ~ arm", { paired: false }).warnings)).toMatch(
      /ranks give p [=<] 0\.0\d+: so counted, b is worse than a\.$/,
    );
  });

  it("are judged by p-values adjusted as the family is", () => {
    // One of six levels is higher, and the control failed once. Its own p often says so where the adjusted one does not.
    let open = 0;
    for (let study = 0; study < 60; study += 1) {
      const draw = normals(study);
      const rows = [0, 1, 0, 0, 0, 0].flatMap((mean, i) =>
        Array.from({ length: 10 }, (_, run) => ({
          arm: `arm ${i}`,
          acc: i === 0 && run === 0 ? NaN : mean + draw(),
        })),
      );
      const { differences, warnings } = compare(rowsTable(rows), "acc ~ arm");
      const [one] = differences;
      const warning = failing(warnings.filter((sentence) => sentence.startsWith("arm 1")));
      expect(warning).toContain("after Holm");
      expect(warning.includes("the conclusion")).toBe(one!.pAdjusted < 0.05);
      if (one!.p < 0.05 && one!.pAdjusted >= 0.05) open += 1;
    }
    expect(open).toBeGreaterThan(5);
  });

  it("of the worse level do not overturn what is found", () => {
    // The failure is of the level that is worse anyway: ranks with it are more extreme than without.
    let differs = 0;
    let fallen = 0;
    for (let study = 0; study < 200; study += 1) {
      const draw = normals(study);
      const table = pairs(10, (arm, seed) => (arm === 0 && seed === 9 ? NaN : 1.6 * arm + draw()));
      const { verdict, warnings } = compare(table, "acc ~ arm");
      if (verdict !== "differs") continue;
      differs += 1;
      if (failing(warnings).includes("does not stand")) fallen += 1;
    }
    expect(differs).toBeGreaterThan(150);
    expect(fallen).toBe(0);
  });

  it("turn a contrast by ranks around", () => {
    const reach = (step: number): number[] => Array.from({ length: 200 }, (_, i) => +(i >= step));
    const runs = [
      ...Array.from({ length: 20 }, (_, i) => runOf(i, { arm: "a" }, { acc: reach(50 + i) })),
      runOf(20, { arm: "a" }, { acc: reach(999) }),
      ...Array.from({ length: 7 }, (_, i) => runOf(30 + i, { arm: "b" }, { acc: reach(10 + i) })),
      ...Array.from({ length: 40 }, (_, i) =>
        runOf(40 + i, { arm: "b" }, { acc: [0, 0] }, "failed"),
      ),
    ];
    const { verdict, warnings } = compare(infoTable(...runs), "stepsTo(acc >= 0.5) ~ arm");
    expect(verdict).toBe("differs");
    // R: exactRankTests::wilcox.exact(c(10:16, rep(1e3, 40)), c(50:69, 1e3))$p.value is 4.3e-07.
    expect(failing(warnings)).toContain(
      "ranks give p < 0.001 for the opposite: the conclusion does not stand",
    );
  });
});

describe("failed runs of a real sweep", () => {
  let all: ColumnTable;
  beforeAll(async () => {
    all = await digits.info(undefined, { failed: true });
  });

  it("do not count at learning rates that the other optimizer was not tried at", () => {
    const { warnings } = compare(all, "val_accuracy ~ .", { ignore: ["note"] });
    expect(failing(warnings)).not.toContain("does not stand");
    expect(failing(warnings)).not.toContain("momentum failed");
  });
});

describe("runs that never get there", () => {
  const reach = (step: number): number[] => Array.from({ length: 200 }, (_, i) => +(i >= step));
  /** Five runs of each method on each of six datasets; of b the first `never` never get there. */
  const datasets = (never: number): ColumnTable =>
    infoTable(
      ...[0, 1, 2, 3, 4, 5].flatMap((dataset) =>
        ["a", "b"].flatMap((method, i) =>
          [0, 1, 2, 3, 4].map((seed) =>
            runOf(
              dataset * 10 + i * 5 + seed,
              { method, dataset: `d${dataset}`, seed },
              {
                acc: reach(i === 1 && seed < never ? 999 : 60 - 40 * i + seed + dataset * (i + 1)),
              },
            ),
          ),
        ),
      ),
    );
  const formula = "stepsTo(acc >= 0.5) ~ method + (1|dataset)";

  it("leave the median of their dataset known while they are fewer than half", () => {
    const { differences, cells, summary, warnings } = compare(datasets(1), formula);
    // By hand: medians 62 + dataset of a; of b 22.5 + 2 dataset would be of four, of five with ∞ it is 23 + 2 dataset.
    expect(
      cells.map(({ n, estimate, censored, runs, never }) => ({
        n,
        estimate,
        censored,
        runs,
        never,
      })),
    ).toEqual([
      { n: 6, estimate: 64.5, censored: 0, runs: 30, never: 0 },
      { n: 6, estimate: 28, censored: 0, runs: 30, never: 6 },
    ]);
    expect(differences[0]!.difference).toBeCloseTo(-36.5, 12);
    expect(summary).toContain("Each value is the median of the 5 runs of each dataset.");
    expect(warnings.join()).toContain("in the medians that stand for them");
  });

  it("are counted as runs where most of a dataset's never do", () => {
    const { summary, cells } = compare(datasets(3), formula);
    expect(cells[1]).toMatchObject({ n: 6, censored: 6, never: 18, runs: 30 });
    expect(summary).toContain("18 of 30 runs of b never got there");
  });

  it("leave the median of a cell of odd size known", () => {
    const runs = [10, 20, 999].map((step, seed) =>
      runOf(seed, { arm: "a", seed }, { acc: reach(step) }),
    );
    const { cells } = compare(infoTable(...runs), "stepsTo(acc >= 0.5) ~ 1");
    expect(cells[0]).toMatchObject({ estimate: 20, censored: 1 });
  });

  it("have ratios of medians, not of geometric means", () => {
    const runs = ["a", "b"].flatMap((arm, i) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((seed) =>
        runOf(
          i * 10 + seed,
          { arm, seed },
          { acc: reach(i === 1 && seed === 3 ? 999 : 60 + seed - 30 * i) },
        ),
      ),
    );
    const { summary } = compare(infoTable(...runs), "log(stepsTo(acc >= 0.5)) ~ arm");
    expect(summary).toContain("sign test");
    expect(summary).not.toContain("geometric");
  });
});
