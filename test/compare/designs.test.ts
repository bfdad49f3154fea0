import { readFileSync } from "node:fs";
import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { filterWhere } from "../../src/compare/where.js";
import { digits, rowsTable } from "./runs.js";

type Figures = Readonly<Record<string, number | string | null>>;

interface Case {
  readonly formula: string;
  readonly options: CompareOptions;
  /** Of the digits root, where the case has no runs of its own. */
  readonly where: string | null;
  readonly rows: readonly object[] | null;
  readonly contrasts: readonly Figures[] | null;
  readonly tests: readonly Figures[] | null;
  readonly cells?: readonly Figures[];
  readonly ranks?: { readonly meanRanks: string; readonly criticalDifference: number };
  readonly importance?: { readonly terms: string; readonly shares: string };
}

/** Made by designs.R, which is beside it. */
const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/designs.json", import.meta.url), "utf8"),
) as { readonly cases: Readonly<Record<string, Case>> };

let root: ColumnTable;
beforeAll(async () => {
  root = await digits.info();
});

function answer(name: string): Comparison {
  const { rows, where, formula, options } = cases[name]!;
  const table = rows ? rowsTable(rows) : filterWhere(root, where!);
  return compare(table, formula, options);
}

/** R's ptukey is good to so many digits after the point. */
const TUKEY = 1e-7;

/** Where numbers differ by more than a share of 1e-8, and texts at all; empty where all are R's. */
function deviations(found: object, wanted: Figures, tolerance = 0): string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const actual = (found as Record<string, unknown>)[name];
    const isSame =
      typeof value === "number" && typeof actual === "number"
        ? Math.abs(actual - value) <=
          Math.max(1e-8 * Math.max(Math.abs(value), 1e-9), name === "p_adjusted" ? tolerance : 0)
        : String(actual) === String(value);
    return isSame ? [] : [`${name} is ${String(actual)}, not ${String(value)}`];
  });
}

/** Empty too where the case has no such figures. */
function allDeviations(
  found: readonly object[],
  wanted: readonly Figures[] | null | undefined,
  tolerance = 0,
): string[] {
  if (!wanted) return [];
  const counts = found.length === wanted.length ? [] : [`${found.length} rows`];
  const rows = wanted.flatMap((row, index) => deviations(found[index] ?? {}, row, tolerance));
  return [...counts, ...rows];
}

/** Contrasts as rows, with the level of the factor that nested ones are within. */
function contrastRows({ differences, contrasts }: Comparison): object[] {
  return contrasts.objects().map((row, index) => ({
    ...row,
    term: differences[index]!.term,
    within: differences[index]!.within.at(0) ?? null,
  }));
}

describe("designs, against R's lm, emmeans, multcomp and rank tests", () => {
  it.each(Object.keys(cases))("%s", (name) => {
    const { contrasts, tests, cells } = cases[name]!;
    const comparison = answer(name);
    const tolerance = comparison.design.adjusted === "Tukey" ? TUKEY : 0;
    const rows = contrastRows(comparison);
    expect(allDeviations(rows, contrasts, tolerance)).toEqual([]);
    expect(allDeviations(comparison.tests.objects(), tests)).toEqual([]);
    expect(allDeviations(comparison.estimates.objects(), cells)).toEqual([]);
  });

  it("has the anchor figures of three optimizers at five seeds", () => {
    const { differences, omnibus } = answer("blocks");
    expect(omnibus[0]!.statistic).toBeCloseTo(185, 9);
    expect(omnibus[0]!.p).toBeCloseTo(2.0063e-7, 11);
    const [adam] = differences;
    expect(adam!.difference).toBeCloseTo(0.008, 12);
    expect([adam!.lower, adam!.upper]).toEqual([
      expect.closeTo(0.00631593, 8),
      expect.closeTo(0.00968407, 8),
    ]);
  });

  it("has the anchor figures of PlantGrowth", () => {
    const { differences, omnibus } = answer("PlantGrowth, Tukey");
    expect(omnibus[0]!.statistic).toBeCloseTo(4.84609, 5);
    expect(differences.map(({ pAdjusted }) => pAdjusted)).toEqual([
      expect.closeTo(0.3908711, 7),
      expect.closeTo(0.197996, 7),
      expect.closeTo(0.0120064, 7),
    ]);
  });

  it("ranks methods over datasets", () => {
    const [ranks] = answer("datasets").ranks;
    const wanted = cases["datasets"]!.ranks!;
    expect(ranks!.meanRanks).toEqual(
      wanted.meanRanks.split(" ").map((rank) => expect.closeTo(Number(rank), 10)),
    );
    expect(ranks!.criticalDifference).toBeCloseTo(wanted.criticalDifference, 7);
    expect(ranks!.levels).toEqual(["m1", "m2", "m3", "m4"]);
    expect(ranks!.cliques.every((clique) => clique.length > 1)).toBe(true);
  });

  it("shares out the variance of a full grid", () => {
    const { importance } = answer("digits, every param");
    const wanted = cases["digits, every param"]!.importance!;
    expect(importance.array("term")).toEqual([
      "hidden",
      "lr",
      "optimizer",
      "hidden:lr",
      "hidden:optimizer",
      "lr:optimizer",
      "higher interactions",
      "noise",
    ]);
    const shares = importance.array("share") as number[];
    for (const [index, share] of wanted.shares.split(" ").entries())
      expect(shares[index]).toBeCloseTo(Number(share), 10);
  });
});
