import { readFileSync } from "node:fs";
import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { comparisonText } from "../../src/compare/comparison-text.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { filterWhere } from "../../src/compare/where.js";
import { textWidth } from "../../src/util/text-width.js";
import { digits, rowsTable, sleep } from "./runs.js";

interface Case {
  readonly formula: string;
  readonly options: CompareOptions;
  readonly where: string | null;
  readonly rows: readonly object[] | null;
}

/** Every design, with figures that designs.test.ts confirms by R. */
const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/designs.json", import.meta.url), "utf8"),
) as { readonly cases: Readonly<Record<string, Case>> };

const LARGE = "lr in [0.003, 0.03, 0.3] && hidden == [64, 32]";
const more: Readonly<Record<string, Case>> = {
  "a margin, crossed": {
    formula: "val_accuracy ~ optimizer * lr",
    options: { margin: 0.8 },
    where: LARGE,
    rows: null,
  },
  "a margin of a ratio": {
    formula: "log(min(val_loss)) ~ optimizer",
    options: { margin: 1.5, ignore: ["lr"] },
    where:
      "hidden == [64, 32] && (lr == 0.003 && optimizer == 'adam' || lr == 0.3 && optimizer == 'sgd')",
    rows: null,
  },
  "ratios, crossed": {
    formula: "log(min(val_loss)) ~ optimizer * lr",
    options: {},
    where: LARGE,
    rows: null,
  },
  "ratios, crossed, incomplete blocks": {
    formula: "log({ exp(acc) }) ~ a * b",
    options: {},
    where: null,
    rows: cases["crossed within blocks"]!.rows,
  },
  "odds, crossed, with a margin": {
    formula: "logit(val_accuracy) ~ optimizer * lr",
    options: { margin: 40 },
    where: LARGE,
    rows: null,
  },
  "two responses": {
    formula: "val_accuracy + log(val_loss) ~ optimizer",
    options: {},
    where: "hidden == [64, 32] && lr == 0.03",
    rows: null,
  },
  "more than 20 contrasts": {
    formula: "val_accuracy ~ optimizer + lr | hidden",
    options: { contrasts: "pairs", adjust: "bh" },
    where: "lr in [0.003, 0.03, 0.3]",
    rows: null,
  },
  "not adjusted": {
    formula: "val_accuracy ~ optimizer",
    options: { adjust: "none" },
    where: "hidden == [64, 32] && lr == 0.03",
    rows: null,
  },
  composite: {
    formula: "val_accuracy ~ optimizer:lr",
    options: {},
    where: "hidden == [64, 32] && lr in [0.03, 0.3] && optimizer != 'momentum'",
    rows: null,
  },
  "one run a cell": {
    formula: "acc ~ a * b",
    options: {},
    where: null,
    rows: ["u", "v"].flatMap((a, i) =>
      ["x", "y"].map((b, j) => ({ a, b, acc: i + 2 * j + i * j })),
    ),
  },
  "medians without factors": {
    formula: "stepsTo(val_accuracy >= 0.9) ~ 1 | lr",
    options: {},
    where: "hidden == [64, 32] && optimizer == 'momentum' && lr in [0.03, 0.3]",
    rows: null,
  },
  "geometric means without factors": {
    formula: "log(val_loss) ~ 1",
    options: {},
    where: "hidden == [64, 32] && optimizer == 'adam' && lr == 0.003",
    rows: null,
  },
};

const all = { ...cases, ...more };
let root: ColumnTable;
beforeAll(async () => {
  root = await digits.info();
});

function tableOf({ rows, where }: Case): ColumnTable {
  return rows ? rowsTable(rows) : filterWhere(root, where!);
}

function answer(name: string): Comparison {
  const { formula, options } = all[name]!;
  return compare(tableOf(all[name]!), formula, options);
}

describe.each(Object.keys(all))("%s", (name) => {
  it("is summed up in sentences", () => {
    const { summary, verdict } = answer(name);
    expect(`[${verdict}]\n${summary}`).toMatchSnapshot();
    for (const sentence of summary.split("\n")) expect(sentence).toMatch(/^\S.*[.)]$/);
    expect(summary).not.toMatch(/NaN|undefined|null|Infinity|[^.]\.\.($|\n)/);
  });

  it("fits 80 columns", () => {
    const lines = comparisonText(answer(name), 80).split("\n");
    expect(lines.filter((line) => textWidth(line) > 80)).toEqual([]);
  });

  it("says the same for any order of the runs", () => {
    const { formula, options } = all[name]!;
    const runs = tableOf(all[name]!);
    const turned = compare(runs.slice(1).concat(runs.slice(0, 1)).reify(), formula, options);
    expect(turned.summary).toBe(answer(name).summary);
  });
});

describe("the sentences", () => {
  const said = (formula: string, where = LARGE, options: CompareOptions = {}): string =>
    compare(filterWhere(root, where), formula, options).summary;

  it("warn of a main effect beside a clear interaction before they tell it", () => {
    const [first, ...others] = said("val_accuracy ~ optimizer * lr").split("\n");
    expect(first).toContain("an average over lr hides it; compare at each lr ('optimizer | lr')");
    expect(others[0]).toContain("averaged over lr");
  });

  it("name the better level where an interaction only changes its advantage", () => {
    expect(said("val_accuracy ~ optimizer * lr")).toMatch(
      /The advantage of adam over sgd in val_accuracy is 0\.575 smaller at lr 0\.03 than at 0\.003/,
    );
    expect(said("val_accuracy ~ optimizer * lr")).toMatch(
      /The difference of sgd from adam in val_accuracy goes from −0\.605 at lr 0\.003 to 0\.830 at 0\.3/,
    );
  });

  it("count what is not said", () => {
    const lines = said("val_accuracy ~ optimizer + lr | hidden", "lr in [0.003, 0.03, 0.3]", {
      contrasts: "pairs",
    }).split("\n");
    expect(lines.filter((line) => /^val_accuracy (of|at)/.test(line))).toHaveLength(11);
    expect(lines[7]).toMatch(/^11 more contrasts stand in the table; \d of them differ\.$/);
    expect(lines[12]).toBe("5 more averages over hidden stand in the table.");
  });

  it("give the runs that never got there instead of a difference", () => {
    expect(said("stepsTo(val_accuracy >= 0.9) ~ optimizer | lr")).toContain(
      "8 of 8 runs of sgd never got there",
    );
  });

  it("call a ratio one, with its own null value", () => {
    const open = compare(rowsTable(sleep), "{ exp(extra) } ~ group + (1|patient)").summary;
    expect(open).not.toContain("times that");
    const ratio = compare(rowsTable(sleep), "log({ exp(extra) }) ~ group + (1|patient)").summary;
    // R: exp(1.58), exp of the paired interval 0.7001142 to 2.4598858.
    expect(ratio).toContain("{ exp(extra) } of drug 2 is 4.9 times that of drug 1");
    expect(ratio).toContain("95% interval 2.0 to 11.7; paired t(9) = 4.06");
  });
});
