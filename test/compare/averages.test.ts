import { readFileSync } from "node:fs";
import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { comparisonText } from "../../src/compare/comparison-text.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { largeNetwork, rowsTable } from "./runs.js";

type Row = Readonly<Record<string, number | string>>;

interface Case {
  readonly formula: string;
  readonly options: CompareOptions;
  readonly rows: readonly Row[];
  readonly pooled: readonly Row[];
}

/** Made by averages.R, which is beside it. */
const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/averages.json", import.meta.url), "utf8"),
) as { readonly cases: Readonly<Record<string, Case>> };

function answer(name: string, options: CompareOptions = {}): Comparison {
  const { rows, formula, options: own } = cases[name]!;
  return compare(rowsTable(rows), formula, { ...own, ...options });
}

/** Where a table's figures are not R's by more than a share of 1e-8. */
function deviations(found: readonly object[], wanted: readonly Row[]): string[] {
  if (found.length !== wanted.length) return [`${found.length} rows`];
  return wanted.flatMap((row, index) =>
    Object.entries(row).flatMap(([name, value]) => {
      const actual = (found[index] as Row)[name];
      const size = Math.max(Math.abs(Number(value)), 1e-9);
      return Math.abs(Number(actual) - Number(value)) <= 1e-8 * size
        ? []
        : [`${index}: ${name} is ${String(actual)}, not ${String(value)}`];
    }),
  );
}

describe("contrasts averaged over facets, against R's models, emmeans and metafor", () => {
  it.each(Object.keys(cases))("%s", (name) => {
    expect(deviations(answer(name).pooled.objects(), cases[name]!.pooled)).toEqual([]);
  });

  it("leaves the contrasts of the facets and the verdict as they are", () => {
    const { rows, formula } = cases["seeds in all facets"]!;
    const names = ["t1", "t2", "t3", "t4"];
    const comparison = answer("seeds in all facets");
    const alone = names.map((task) =>
      compare(rowsTable(rows.filter((row) => row["task"] === task)), "acc ~ arm"),
    );
    expect(comparison.differences.map(({ p }) => p)).toEqual(
      alone.map(({ differences }) => differences[0]!.p),
    );
    // All four differ a little and none clearly, but their average does.
    const shifted = rows.map((row) => ({
      ...row,
      acc: Number(row["acc"]) + (row["arm"] === "b" ? 0.32 : 0),
    }));
    const found = compare(rowsTable(shifted), formula);
    expect(found.averages[0]!.pAdjusted).toBeLessThan(0.05);
    expect(found.differences.every(({ pAdjusted }) => pAdjusted > 0.05)).toBe(true);
    expect(found.verdict).toBe("cannot conclude");
  });

  it("is the same for runs in any order, and turns around with the control", () => {
    const { rows, formula } = cases["three levels"]!;
    const found = compare(rowsTable(rows.toReversed()), formula).pooled.objects();
    expect(found).toEqual(answer("three levels").pooled.objects());
    const [around] = answer("seeds in all facets", { ref: "b" }).averages;
    const [ahead] = answer("seeds in all facets").averages;
    expect(around!.difference).toBeCloseTo(-ahead!.difference, 12);
    expect(around!.lowest.difference).toBe(-ahead!.highest.difference);
    expect(around!.agreement.p).toBeCloseTo(ahead!.agreement.p, 12);
  });

  it("adjusts averages as contrasts are adjusted, and among themselves", () => {
    const none = answer("three levels", { adjust: "none" }).averages;
    expect(none.map(({ pAdjusted }) => pAdjusted)).toEqual(none.map(({ p }) => p));
    const tukey = answer("three levels", { contrasts: "pairs", adjust: "tukey" });
    const means = compare(rowsTable(averageTasks(cases["three levels"]!.rows)), "acc ~ arm", {
      contrasts: "pairs",
      adjust: "tukey",
    });
    expect(tukey.averages.map(({ adjusted }) => adjusted)).toEqual(["Tukey", "Tukey", "Tukey"]);
    expect(tukey.averages.map(({ pAdjusted }) => pAdjusted.toPrecision(10))).toEqual(
      means.differences.map(({ pAdjusted }) => pAdjusted.toPrecision(10)),
    );
    const apart = answer("other seeds in every facet", { contrasts: "pairs", adjust: "tukey" });
    expect(apart.averages[0]!.adjusted).toBe("Holm");
  });
});

/** The mean of each arm and seed, as any runs are given. */
function averageTasks(rows: readonly Row[]): Row[] {
  const places = [...new Set(rows.map(({ arm, seed }) => JSON.stringify([arm, seed])))];
  return places.map((place) => {
    const [arm, seed] = JSON.parse(place) as [string, number];
    const own = rows.filter((row) => row["arm"] === arm && row["seed"] === seed);
    return { arm, seed, acc: own.reduce((sum, row) => sum + Number(row["acc"]), 0) / own.length };
  });
}

describe("where there is no average, or part of one", () => {
  const { rows, formula } = cases["seeds in all facets"]!;

  it("has none without facets, in one facet, and by ranks", () => {
    const one = rows.filter(({ task }) => task === "t1");
    expect(compare(rowsTable(one), "acc ~ arm").pooled.numRows()).toBe(0);
    expect(compare(rowsTable(one), formula).pooled.numRows()).toBe(0);
    expect(answer("seeds in all facets").toJSON().pooled).toHaveLength(1);
  });

  it("leaves out seeds that some facet lacks, and says so", () => {
    const lost = rows.filter(
      ({ task, seed, arm }) => !(task === "t2" && seed === 3 && arm === "b"),
    );
    const found = compare(rowsTable(lost), formula);
    const rest = compare(rowsTable(rows.filter(({ seed }) => seed !== 3)), formula);
    expect(found.averages[0]!.n).toBe(5);
    expect(found.averages[0]!.difference).toBeCloseTo(rest.averages[0]!.difference, 12);
    expect(found.warnings).toContain(
      "Averages over task leave out 3 runs, as not every facet has a result of that seed.",
    );
  });

  it("has none of a level that some facet has no result of, and the others as they would be", () => {
    const three = cases["three levels"]!;
    const lost = three.rows.filter(({ task, arm }) => !(task === "t2" && arm === "c"));
    const found = compare(rowsTable(lost), formula);
    expect(found.averages.map(({ level }) => level)).toEqual(["b"]);
    const wanted = compare(rowsTable(rows), formula).averages[0]!;
    const { difference, lower, upper, agreement } = found.averages[0]!;
    for (const [one, other] of [
      [difference, wanted.difference],
      [lower, wanted.lower],
      [upper, wanted.upper],
      [agreement.p, wanted.agreement.p],
    ] as const)
      expect(one).toBeCloseTo(other, 10);
    expect(found.warnings).toContain(
      "Contrasts that some facet has no results for are not averaged over task.",
    );
  });

  it("has an average without an interval where each level was run once in each facet", () => {
    const single = compare(rowsTable(rows.filter(({ seed }) => seed === 1)), formula);
    const [average] = single.averages;
    const differences = single.differences.map(({ difference }) => difference);
    expect(average!.difference).toBeCloseTo(differences.reduce((a, b) => a + b) / 4, 12);
    expect([average!.lower, average!.p, average!.agreement.p]).toEqual([NaN, NaN, NaN]);
  });

  it("insists on pairs where it is told to, and never fails for that", () => {
    const lost = rows.filter(
      ({ seed, arm, task }) => task !== "t2" || arm !== "b" || Number(seed) > 3,
    );
    const insisted = compare(rowsTable(lost), formula, { paired: true });
    expect(insisted.averages[0]).toMatchObject({ paired: true, n: 3 });
    const few = rows.filter(({ seed, task }) =>
      task === "t2" ? Number(seed) > 3 : Number(seed) < 5,
    );
    expect(compare(rowsTable(few), formula, { paired: true }).averages[0]!.method).toBe("combined");
  });
});

describe("what is said of averages", () => {
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = await largeNetwork();
  });

  it("warns where one number hides that facets differ, with the facets between which it lies", () => {
    const { summary } = compare(runs, "val_accuracy ~ optimizer | lr");
    expect(summary).toContain(
      "val_accuracy of sgd is 0.065 higher than of adam, averaged over lr (95% interval 0.035 to 0.096; paired t(7) = 5.03, p = 0.002 after Holm, 8 pairs). " +
        "It depends on lr: from −0.605 at lr 0.003 to 0.830 at lr 0.3 (F(1.97, 13.8) = 976.86, p < 0.001 after Holm), which one number hides.",
    );
    expect(summary).toContain(
      "The 2 averages are adjusted by themselves, and the verdict rests on the contrasts of the facets alone.",
    );
  });

  it("claims no agreement where facets are not shown to differ", () => {
    expect(answer("other seeds in every facet").summary).toMatch(
      /That it depends on task is not shown \(F\(2, [\d.]+\) = [\d.]+, p = [\d.]+\)\./,
    );
  });

  it("stands in the tables of text, LaTeX, Markdown and JSON", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer | lr");
    const text = comparisonText(comparison, 120);
    expect(text).toContain("Averages (of differences over lr)");
    expect(text).toMatch(
      /sgd − adam +0\.065 +\[0\.035, 0\.096\] +0\.002 +−0\.605 to 0\.830 +< 0\.001/,
    );
    expect(comparison.toLatex()).toContain(
      "\\caption{Averages for val\\_accuracy $\\sim$ optimizer \\textbar{} lr: of differences over lr; 95\\% intervals; p after Holm's adjustment over 2 contrasts; runs paired by seed.}",
    );
    expect(comparison.toMarkdown()).toContain("**Averages (of differences over lr)**");
    expect(comparison.toJSON().pooled[1]).toMatchObject({
      level: "sgd",
      facets: 3,
      hedges_g: null,
      lowest: expect.closeTo(-0.605, 3),
      highest: expect.closeTo(0.83, 3),
    });
  });
});
