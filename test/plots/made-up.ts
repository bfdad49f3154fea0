import { table, type ColumnTable } from "arquero";
import { Comparison } from "../../src/compare/comparison.js";
import { withFacts } from "../../src/frame/run-facts.js";
import type { Curve, CurveSet } from "../../src/plots/kinds/curves/curves-data.js";
import { seededGenerator } from "../../src/stats/generator.js";

const STATISTICS = ["accuracy", "loss"];

/** A table of runs from rows of params and of the last values of `accuracy` and `loss`. */
export function runsOf(rows: readonly Readonly<Record<string, unknown>>[]): ColumnTable {
  const base = rows.map((row, i) => ({ id: i + 1, status: "completed", ...row }));
  const names = [...new Set(base.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => [
    name,
    base.map((row) => (row as Record<string, unknown>)[name] ?? null),
  ]);
  return withFacts(table(Object.fromEntries(columns), names), {
    params: names.filter((name) => !["id", "status", ...STATISTICS].includes(name)),
    statistics: new Map(),
    histories: new Map(),
  });
}

/** Reproducible values around a centre, with six digits. */
export function noise(seed: number): (centre: number, spread: number) => number {
  const generator = seededGenerator(seed);
  return (centre, spread) => Number((centre + spread * generator.normal()).toPrecision(6));
}

/** What `compare` refuses to make: a comparison in which every run failed. */
export function allFailed(): Comparison {
  const levels = ["adam", "sgd", "momentum"];
  const empty = table({ n: [] });
  return new Comparison({
    formula: "val_accuracy ~ optimizer",
    design: {
      responses: [
        { name: "val_accuracy", statistic: "val_accuracy", reducer: "last", direction: "up" },
      ],
      factors: [{ name: "optimizer", levels, numeric: false }],
      facets: [],
      terms: [{ name: "optimizer", factors: [0], within: [] }],
      additive: false,
      contrasts: "control",
      adjusted: "Holm",
      block: "seed",
      paired: false,
      averagedOver: [],
      notes: [],
      omitted: [],
      uncommon: [],
      confidence: 0.95,
    },
    observations: [],
    failures: levels.flatMap((level, i) =>
      [0, 1, 2, 3].map((seed) => ({
        response: "val_accuracy",
        facets: [],
        levels: [level],
        block: seed,
        ids: [4 * i + seed],
      })),
    ),
    cells: levels.map((level) => ({
      response: "val_accuracy",
      facets: [],
      levels: [level],
      n: 0,
      failed: 4,
      censored: 0,
      runs: 0,
      never: 0,
      estimate: NaN,
      lower: NaN,
      upper: NaN,
      sd: NaN,
    })),
    differences: [],
    averages: [],
    omnibus: [],
    ranks: [],
    estimates: empty,
    contrasts: empty,
    pooled: empty,
    tests: empty,
    verdict: "cannot conclude",
    summary: "",
    warnings: [],
  });
}

/** Made-up learning curves: one line per level. */
export function curvesOf(
  levels: readonly string[],
  curves: readonly Omit<Curve, "facets">[],
  more: Partial<Pick<CurveSet, "step" | "response">> = {},
): CurveSet {
  return {
    response: { name: "loss", direction: "down" },
    step: "step",
    design: {
      factors: levels.length === 0 ? [] : [{ name: "method", levels, numeric: false }],
      facets: [],
      block: "seed",
      averagedOver: [],
      confidence: 0.95,
    },
    curves: curves.map((curve) => ({ ...curve, facets: [] })),
    ...more,
  };
}
