import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { averageEstimates } from "../../src/stats/average-estimates.js";
import { homogeneityTest, type KnownEstimate } from "../../src/stats/homogeneity-test.js";
import { mean } from "../../src/stats/mean.js";
import { pairedT } from "../../src/stats/paired-t.js";
import { repeatedMeasures } from "../../src/stats/repeated-measures.js";
import { standardError } from "../../src/stats/variance.js";
import { disagreements } from "./agree.js";

function casesOf(name: string): unknown {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly cases: unknown }).cases;
}

interface Average {
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly dfs: readonly number[];
  readonly difference: number;
  readonly standardError: number;
  readonly df: number;
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
  readonly dependent: Pick<Average, "standardError" | "df" | "p">;
}

function known({ estimates, standardErrors, dfs }: Average): KnownEstimate[] {
  return estimates.map((estimate, i) => ({
    estimate,
    standardError: standardErrors[i]!,
    df: dfs[i]!,
  }));
}

describe("averageEstimates", () => {
  const cases = casesOf("average-estimates") as Average[];

  it("has the error of metafor with equal weights, and Satterthwaite's df", () => {
    const found = disagreements(cases, 1e-12, (item) => {
      const {
        difference,
        standardError: error,
        df,
        lower,
        upper,
        p,
      } = averageEstimates(known(item));
      return [
        [difference, item.difference],
        [error, item.standardError],
        [df, item.df],
        [lower, item.lower],
        [upper, item.upper],
        [p, item.p],
      ];
    });
    expect(found).toEqual([]);
  });

  it("takes estimates that may depend on each other to move together", () => {
    const found = disagreements(cases, 1e-12, (item) => {
      const { standardError: error, df, p } = averageEstimates(known(item), { dependent: true });
      const wanted = item.dependent;
      return [
        [error, wanted.standardError],
        [df, wanted.df],
        [p, wanted.p],
      ];
    });
    expect(found).toEqual([]);
  });

  it("is exact for estimates that do move together: the same values twice", () => {
    const [a, b] = [
      [1.2, 1.9, 1.4, 2.2],
      [1, 1.5, 1.5, 1.6],
    ] as const;
    const { difference: estimate, ...one } = pairedT(a, b);
    const twice = averageEstimates(
      [
        { estimate, ...one },
        { estimate, ...one },
      ],
      { dependent: true },
    );
    expect([twice.difference, twice.standardError, twice.p]).toEqual([
      estimate,
      one.standardError,
      one.p,
    ]);
  });

  it("has an average but no interval where an estimate has no error", () => {
    const found = averageEstimates([
      { estimate: 1, standardError: 0.1, df: 3 },
      { estimate: 2, standardError: NaN, df: NaN },
    ]);
    expect([found.difference, found.lower, found.p]).toEqual([1.5, NaN, NaN]);
  });
});

interface Homogeneity {
  readonly groups: readonly (readonly number[])[];
  readonly q: number;
  readonly f: number;
  readonly df: number;
  readonly dfResidual: number;
  readonly p: number;
}

describe("homogeneityTest", () => {
  it("has metafor's Q, and the F of R's oneway.test", () => {
    const found = disagreements(casesOf("homogeneity-test") as Homogeneity[], 1e-9, (item) => {
      const { q, f, df, dfResidual, p } = homogeneityTest(
        item.groups.map((group) => ({
          estimate: mean(group),
          standardError: standardError(group),
          df: group.length - 1,
        })),
      );
      return [
        [q, item.q],
        [f, item.f],
        [df, item.df],
        [dfResidual, item.dfResidual],
        [p, item.p],
      ];
    });
    expect(found).toEqual([]);
  });

  it("has no answer for one estimate, none, or one without an error", () => {
    const one = { estimate: 1, standardError: 0.1, df: 3 };
    for (const estimates of [[], [one], [one, { ...one, standardError: 0 }]])
      expect(homogeneityTest(estimates).p).toBeNaN();
  });
});

interface Repeated {
  readonly rows: readonly (readonly number[])[];
  readonly f: number;
  readonly epsilon: number;
  readonly p: number;
}

describe("repeatedMeasures", () => {
  it("has the figures of R's anova by Greenhouse and Geisser", () => {
    const found = disagreements(casesOf("repeated-measures") as Repeated[], 1e-7, (item) => {
      const { f, epsilon, df, dfResidual, p } = repeatedMeasures(item.rows);
      const [n, k] = [item.rows.length, item.rows[0]!.length];
      return [
        [f, item.f],
        [epsilon, item.epsilon],
        [df, (k - 1) * item.epsilon],
        [dfResidual, (k - 1) * (n - 1) * item.epsilon],
        [p, item.p],
      ];
    });
    expect(found).toEqual([]);
  });

  it("keeps its digits where values have a large part in common, by exact fractions", () => {
    const found = repeatedMeasures([
      [999.4223, 999.4207, 999.4238],
      [1000.9681, 1000.97, 1000.9806],
      [999.7224, 999.7232, 999.7362],
      [1000.6848, 1000.6837, 1000.6991],
    ]);
    expect(Math.abs(found.f / 13.072476951570811 - 1)).toBeLessThan(1e-9);
  });

  it("is the paired t test of two conditions", () => {
    const rows = [
      [1, 1.3],
      [2, 2.1],
      [1.5, 2],
    ];
    const { t, p } = pairedT(
      rows.map(([a]) => a!),
      rows.map(([, b]) => b!),
    );
    const found = repeatedMeasures(rows);
    expect(found.f).toBeCloseTo(t ** 2, 10);
    expect(found.p).toBeCloseTo(p, 10);
    expect(found.epsilon).toBeCloseTo(1, 10);
  });

  it("has no answer for one block, one condition, or differences that are the same in all blocks", () => {
    for (const rows of [
      [],
      [[1, 2, 3]],
      [[1], [2]],
      [
        [1, 2],
        [2, 3],
        [5, 6],
      ],
    ])
      expect(repeatedMeasures(rows).p).toBeNaN();
  });
});
