import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { filterWhere } from "../../src/compare/where.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { digits, rowsTable } from "./runs.js";

/** Of 100 tests that find something by chance in 5%, more than this do once in 10,000 times. */
const MOST_OF_100 = 15;

type Draw = () => number;

/** In how many of 100 made tables each of some p-values says that levels differ. */
function falseAlarms(
  make: (normal: Draw) => object[],
  formula: string,
  pick: (comparison: Comparison) => number[],
): number[] {
  const generator = seededGenerator(2718);
  const found = Array.from({ length: 100 }, () =>
    pick(compare(rowsTable(make(() => generator.normal())), formula)),
  );
  return found[0]!.map((_, index) => found.filter((p) => p[index]! < 0.05).length);
}

/** Eight datasets, which methods take differently; no method is better. */
function datasets(normal: Draw): object[] {
  return Array.from({ length: 8 }, (_, dataset) => {
    const level = 50 + 3 * normal();
    return ["m1", "m2"].flatMap((method) => {
      const taste = normal();
      return [1, 2, 3, 4, 5].map((lr) => ({
        method,
        lr,
        dataset: `d${dataset}`,
        acc: level + taste + 0.5 * normal(),
      }));
    });
  }).flat();
}

/** Four levels at five seeds, of which the last is noisy; none is better. */
function noisyLevel(normal: Draw): object[] {
  return Array.from({ length: 5 }, (_, seed) => {
    const level = 0.8 + 0.01 * normal();
    return [0.003, 0.003, 0.003, 0.08].map((sd, arm) => ({
      arm: `o${arm}`,
      seed,
      acc: level + sd * normal(),
    }));
  }).flat();
}

describe("blocks that take a factor differently", () => {
  it.each(["acc ~ method * lr + (1|dataset)", "acc ~ . + (1|dataset)"])(
    "are what counts as replicates: %s",
    (formula) => {
      const [first, all] = falseAlarms(datasets, formula, (one) => [
        one.differences[0]!.p,
        one.omnibus[0]!.p,
      ]);
      expect(first).toBeLessThanOrEqual(MOST_OF_100);
      expect(all).toBeLessThanOrEqual(MOST_OF_100);
    },
  );

  it("are said to count once, or to be taken as alike where some lack a setting", () => {
    const rows = datasets(() => 0).map((row, i) => ({ ...row, acc: (i * 7) % 11 }));
    const formula = "acc ~ method * lr + (1|dataset)";
    expect(compare(rowsTable(rows), formula).summary).toContain("a dataset counts once");
    expect(compare(rowsTable(rows.slice(1)), formula).summary).toContain(
      "Not every dataset has every combination of method and lr, so the effects are taken to be the same in every dataset",
    );
  });
});

describe("levels that vary unlike", () => {
  it("are tested by their own pairs", () => {
    const [noisy] = falseAlarms(noisyLevel, "acc ~ arm", (one) => [one.differences.at(-1)!.p]);
    expect(noisy).toBeLessThanOrEqual(MOST_OF_100);
  });

  it("are pooled with a warning where the adjustment needs it", () => {
    const rows = [0, 1, 2, 3, 4].flatMap((seed) =>
      [0.01, 0.01, 1].map((size, arm) => ({ arm, seed, acc: size * ((seed * (arm + 2)) % 5) })),
    );
    const own = compare(rowsTable(rows), "acc ~ arm");
    expect(own.differences.map(({ method }) => method)).toEqual(["paired t", "paired t"]);
    expect(own.summary).toContain("do not vary alike");
    expect(own.warnings).toEqual([]);
    const pooled = compare(rowsTable(rows), "acc ~ arm", { adjust: "dunnett" });
    expect(pooled.differences.map(({ method }) => method)).toEqual(Array(2).fill("additive model"));
    expect(pooled.warnings).toEqual([expect.stringContaining("takes one variance for all")]);
  });
});

describe("few shared seeds", () => {
  const rows = ["a", "b", "c"].flatMap((arm, i) =>
    Array.from({ length: 10 }, (_, j) => ({ arm, seed: 8 * i + j, acc: i + ((j * 7) % 10) / 10 })),
  );
  const two = rows.filter(({ arm }) => arm !== "c");

  it("do not set most runs aside", () => {
    const { differences, warnings } = compare(rowsTable(two), "acc ~ arm");
    expect(differences[0]).toMatchObject({ method: "Welch", n: 20 });
    expect(warnings).toEqual([
      "b and a share 2 seeds of 10 and 10 runs, too few to pair by; { paired: true } compares those pairs alone.",
    ]);
    expect(compare(rowsTable(two), "acc ~ arm", { paired: true }).differences[0]!.n).toBe(2);
  });

  it("do not in models either", () => {
    const three = compare(rowsTable(rows), "acc ~ arm");
    expect(three.differences.map(({ method }) => method)).toEqual(["Welch", "Welch"]);
    const tukey = compare(rowsTable(rows), "acc ~ arm", { adjust: "tukey" });
    expect(tukey.differences.map(({ method, df }) => `${method}, ${df} df`)).toEqual(
      Array(2).fill("linear model, 27 df"),
    );
    const crossed = rows.flatMap((row) => [1, 2].map((lr) => ({ ...row, lr, acc: row.acc * lr })));
    const apart = crossed.map((row) => ({ ...row, seed: row.lr === 2 ? row.seed + 40 : row.seed }));
    const { differences, warnings } = compare(rowsTable(apart), "acc ~ arm * lr");
    expect(differences.every(({ paired }) => !paired)).toBe(true);
    expect(warnings).toEqual([expect.stringContaining("too many to compare within each seed")]);
  });

  it("leave runs without a partner without a say, which is said", () => {
    const most = rows.map((row) => ({ ...row, seed: row.seed % 11 }));
    const { differences, warnings } = compare(rowsTable(most), "acc ~ arm");
    expect(differences.every(({ paired }) => paired)).toBe(true);
    expect(warnings).toEqual([]);
    const extra = [...most, { arm: "a", seed: 99, acc: 0.5 }];
    expect(compare(rowsTable(extra), "acc ~ arm").warnings).toEqual([
      "Of 31 runs 1 is alone at its seed, and so without a say in the differences.",
    ]);
  });
});

describe("effects that are taken to add up", () => {
  const { cases } = JSON.parse(
    readFileSync(new URL("fixtures/designs.json", import.meta.url), "utf8"),
  ) as {
    cases: Record<
      string,
      { rows: object[]; lackOfFit: { statistic: number; df: number; df_residual: number } }
    >;
  };
  const evidence = (name: string): string => {
    const { statistic, df, df_residual } = cases[name]!.lackOfFit;
    return `lack of fit F(${df}, ${df_residual}) = ${statistic.toFixed(2)}, p `;
  };

  it("come with a caution where they do not, settings being repeated", async () => {
    const runs = filterWhere(await digits.info(), "lr in [0.003, 0.03, 0.3]");
    const [first, second] = compare(runs, "val_accuracy ~ .").summary.split("\n");
    expect(first).toContain(
      "The effects of hidden, lr and optimizer on val_accuracy do not add up",
    );
    expect(first).toContain(evidence("digits, every param"));
    expect(second).toContain("on average over the settings tried");
  });

  it("come with one where every setting has a single run", () => {
    const name = "every param, single runs";
    expect(compare(rowsTable(cases[name]!.rows), "acc ~ .").summary).toContain(evidence(name));
  });

  it("come without where they do", () => {
    const rows = [0, 1, 2].flatMap((a) =>
      [0, 1, 2].flatMap((b) =>
        [0, 1, 2].map((seed) => ({
          a,
          b,
          seed,
          acc: a + 2 * b + ((a * 5 + b * 7 + seed * 3) % 4) / 9,
        })),
      ),
    );
    expect(compare(rowsTable(rows), "acc ~ .").summary).not.toContain("do not add up");
  });
});

describe("cautions about an interaction", () => {
  // The interaction at 5 seeds has an own p of 0.03 to 0.05, and of three contrasts it is not the clearest.
  const rows = [0, 1].flatMap((a) =>
    [0, 1].flatMap((b) =>
      [0, 1, 2, 3, 4].map((seed) => ({
        a,
        b,
        seed,
        acc: 0.02 * a + 0.02 * b + a * b * (1 + [0.9, -0.8, 0.5, -0.6, 0.2][seed]!) + seed / 3,
      })),
    ),
  );

  it("agree with what its contrast says", () => {
    const { summary, differences } = compare(rowsTable(rows), "acc ~ a * b");
    const interaction = differences.find(({ term }) => term === "a:b")!;
    expect(interaction.p).toBeLessThan(0.05);
    expect(interaction.pAdjusted).toBeGreaterThan(0.05);
    expect(summary).toContain("may depend on b");
    expect(summary).toContain("an average over b may hide it");
    expect(summary).not.toContain("a depends on b");
  });
});
