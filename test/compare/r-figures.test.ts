import { readFileSync } from "node:fs";
import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { filterWhere } from "../../src/compare/where.js";
import { digits, largeNetwork, rowsTable, sleep } from "./runs.js";

interface Row {
  readonly place: number;
  readonly level: string;
  readonly n: number;
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly p_adjusted: number;
}

/** Made by digits.R, which is beside it. */
const figures = JSON.parse(
  readFileSync(new URL("fixtures/digits.json", import.meta.url), "utf8"),
) as Record<string, readonly Row[]> & {
  best_lr: string;
  cells: readonly Record<string, number | string>[];
};

/** True for numbers that are equal to ten digits. */
function isClose(actual: unknown, expected: number): boolean {
  return (
    typeof actual === "number" &&
    Math.abs(actual - expected) <= 1e-10 * Math.max(Math.abs(expected), 1e-3)
  );
}

/** Where a comparison's contrasts are not R's; empty where they are. */
function deviations(comparison: Comparison, expected: readonly Row[]): string[] {
  const rows = comparison.contrasts.objects() as (Row & { lr?: number; control: string })[];
  if (rows.length !== expected.length) return [`${rows.length} rows, not ${expected.length}`];
  return rows.flatMap((row, position) => {
    const wanted = {
      control: "adam",
      ...expected[position]!,
      place: row.lr === undefined ? undefined : expected[position]!.place,
    };
    const found: Record<string, unknown> = { ...row, place: row.lr };
    return Object.entries(wanted)
      .filter(([name, value]) =>
        typeof value === "number" ? !isClose(found[name], value) : found[name] !== value,
      )
      .map(
        ([name, value]) =>
          `${row.level} at ${row.lr}: ${name} is ${String(found[name])}, not ${String(value)}`,
      );
  });
}

describe("compare, against R's t.test, p.adjust and aggregate", () => {
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = await largeNetwork();
  });

  it("pairs by seed", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer | lr");
    expect(deviations(comparison, figures["paired"]!)).toEqual([]);
    expect(comparison.design).toMatchObject({ block: "seed", paired: true, confidence: 0.95 });
    expect(comparison.contrasts.array("paired")).toEqual(Array(6).fill(true));
    expect(comparison.verdict).toBe("differs");
    expect(comparison.warnings).toEqual([]);
  });

  it("takes Welch's test where it is told not to pair", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer | lr", { paired: false });
    expect(deviations(comparison, figures["welch"]!)).toEqual([]);
    expect(comparison.design.paired).toBe(false);
    expect(comparison.summary).toContain("Welch t(9.84)");
  });

  it("has the same contrasts where lr is a second factor instead of a facet", () => {
    expect(deviations(compare(runs, "val_accuracy ~ optimizer + lr"), figures["paired"]!)).toEqual(
      [],
    );
  });

  it("widens and narrows intervals with the confidence", () => {
    expect(
      deviations(
        compare(runs, "val_accuracy ~ optimizer | lr", { confidence: 0.9 }),
        figures["paired_90"]!,
      ),
    ).toEqual([]);
  });

  it.each([
    ["min(val_loss)", "min_loss"],
    ["mean(val_loss)", "mean_loss"],
    ["mean(val_loss, tail=0.25)", "tail_loss"],
  ])("reduces each run by %s", (response, name) => {
    expect(deviations(compare(runs, `${response} ~ optimizer | lr`), figures[name]!)).toEqual([]);
  });

  it("averages each seed over the settings: over mean", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer", { over: "mean" });
    expect(deviations(comparison, figures["mean_over_lr"]!)).toEqual([]);
    expect(comparison.design.averagedOver).toEqual([
      "mean over lr (0.003, 0.03, 0.3), equal weights",
    ]);
    expect(comparison.observations.map(({ ids }) => ids.length)).toEqual(Array(24).fill(3));
  });

  it("takes each level at its best setting: over best", () => {
    const comparison = compare(runs, "val_accuracy ~ optimizer", { over: "best" });
    expect(deviations(comparison, figures["best_over_lr"]!)).toEqual([]);
    expect(figures.best_lr).toBe("adam 0.003, momentum 0.03, sgd 0.3");
    for (const choice of figures.best_lr.split(", "))
      expect(comparison.design.averagedOver[0]).toContain(choice);
    expect(comparison.warnings).toEqual([expect.stringContaining("chosen on these same runs")]);
  });

  it("keeps one setting: over an object", async () => {
    const all = filterWhere(await digits.info(), "lr in [0.003, 0.03, 0.3]");
    const comparison = compare(all, "val_accuracy ~ optimizer", {
      over: { lr: 0.03, hidden: [64, 32] },
    });
    expect(deviations(comparison, figures["at_lr_0.03"]!)).toEqual([]);
  });

  it("turns the contrasts around with another control", () => {
    const around = compare(runs, "val_accuracy ~ optimizer | lr", { ref: "sgd" });
    const adam = around.differences.filter(({ level }) => level === "adam");
    const sgd = figures["paired"]!.filter(({ level }) => level === "sgd");
    expect(around.design.factors[0]!.levels).toEqual(["sgd", "adam", "momentum"]);
    for (const [position, { difference, lower, upper, t, p }] of adam.entries()) {
      const wanted = sgd[position]!;
      expect(isClose(difference, -wanted.difference)).toBe(true);
      expect(isClose(lower, -wanted.upper)).toBe(true);
      expect(isClose(upper, -wanted.lower)).toBe(true);
      expect(isClose(t, -wanted.t)).toBe(true);
      expect(isClose(p, wanted.p)).toBe(true);
    }
  });

  it("estimates every cell with a t interval", () => {
    const rows = compare(runs, "val_accuracy ~ optimizer | lr").estimates.objects() as Record<
      string,
      unknown
    >[];
    const find = ({ optimizer, lr }: Record<string, unknown>): Record<string, unknown> =>
      rows.find((row) => row["optimizer"] === optimizer && row["lr"] === lr)!;
    expect(rows).toHaveLength(figures.cells.length);
    for (const cell of figures.cells) {
      const row = find(cell);
      expect([row["response"], row["n"], row["failed"]]).toEqual(["val_accuracy", cell["n"], 0]);
      for (const name of ["estimate", "lower", "upper", "sd"])
        expect(isClose(row[name], cell[name] as number)).toBe(true);
    }
  });

  // The anchor figures of R's own example data: t.test(extra ~ group, sleep), and paired.
  it("has R's figures for sleep", () => {
    const table = rowsTable(sleep);
    const [welch] = compare(table, "extra ~ group", {
      seed: "patient",
      paired: false,
      ref: "drug 2",
    }).differences;
    expect(isClose(welch!.t, -1.860813467486853)).toBe(true);
    expect(isClose(welch!.df, 17.7764735161785)).toBe(true);
    expect(isClose(welch!.p, 0.07939414018735817)).toBe(true);
    const paired = compare(table, "extra ~ group", { seed: "patient", ref: "drug 2" })
      .differences[0]!;
    expect(paired.t).toBeCloseTo(-4.062127683, 8);
    expect(paired.p).toBeCloseTo(0.00283289, 8);
    expect(paired.pExact).toBeCloseTo(0.00390625, 12);
    expect(paired.n).toBe(10);
  });
});
