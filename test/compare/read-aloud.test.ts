import type { ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { filterWhere } from "../../src/compare/where.js";
import { CeterisError } from "../../src/util/error.js";
import { digits, infoTable, largeNetwork, rowsTable, runOf } from "./runs.js";

/** The message of the error that a call throws; anything but a CeterisError is a bug. */
function sentence(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof CeterisError) return error.message;
    throw error;
  }
  return "(no error)";
}

describe("errors read aloud", () => {
  let all: ColumnTable;
  let runs: ColumnTable;
  beforeAll(async () => {
    all = await digits.info();
    runs = await largeNetwork();
  });

  it("say what is wrong, where, and what to do", () => {
    const at = (formula: string, options?: CompareOptions): string =>
      sentence(() => compare(runs, formula, options));
    const where = (condition: string): string => sentence(() => filterWhere(runs, condition));
    const twice = infoTable(
      ...[1, 2].map((id) => runOf(id, { arm: "a", seed: 7 }, { loss: [1] })),
      runOf(3, { arm: "b", seed: 7 }, { loss: [2] }),
    );
    const alone = rowsTable(["a", "b"].map((arm, seed) => ({ arm, seed, score_of_mine: seed })));
    const seedless = rowsTable(
      ["a", "b"].flatMap((arm) => [1, 2].map((lr) => ({ arm, lr, speed: lr, acc: lr }))),
    );
    const broken = infoTable(
      runOf(1, { arm: "a" }, { loss: [NaN] }),
      runOf(2, { arm: "b" }, { loss: [1] }, "failed"),
    );
    expect({
      "unknown statistic": at("val_acuracy ~ optimizer"),
      "unknown statistic, far from all": at("zzz ~ optimizer"),
      "unknown param": at("val_accuracy ~ optimiser | lr"),
      "unknown facet": at("val_accuracy ~ optimizer | learning_rate"),
      "constant factor": at("val_accuracy ~ epochs"),
      "response is a param": at("lr ~ optimizer"),
      "response without numbers": sentence(() =>
        compare(rowsTable([{ arm: "a", note: "x" }]), "note ~ arm"),
      ),
      "statistic as factor": at("val_accuracy ~ val_loss"),
      "step as factor": at("val_accuracy ~ step"),
      "hidden factor": at("val_accuracy ~ optimizer"),
      "hidden factors": sentence(() => compare(all, "val_accuracy ~ optimizer")),
      "hidden factor beside a facet": sentence(() =>
        compare(all, "val_accuracy ~ optimizer | hidden"),
      ),
      "hidden factor of ~ 1": at("val_accuracy ~ 1"),
      "duplicate run": sentence(() => compare(twice, "loss ~ arm")),
      "many duplicate runs": sentence(() =>
        compare(
          rowsTable(
            ["a", ...Array<string>(8).fill("b")].map((arm, id) => ({ id, arm, seed: 0, acc: id })),
          ),
          "acc ~ arm",
        ),
      ),
      "confidence in percent": at("val_accuracy ~ optimizer | lr", { confidence: 95 }),
      "a margin below zero": at("val_accuracy ~ optimizer | lr", { margin: -1 }),
      "an unknown over": at("val_accuracy ~ optimizer | lr", { over: "median" as "mean" }),
      "no runs": sentence(() => compare(filterWhere(runs, "lr > 9"), "val_accuracy ~ optimizer")),
      "no finite value": sentence(() => compare(broken, "loss ~ arm")),
      "unknown reducer": at("mni(val_loss) ~ optimizer"),
      "unknown reducer, far from all": at("integral(val_loss) ~ optimizer"),
      "reducer of a column": sentence(() => compare(alone, "min(score_of_mine) ~ arm")),
      "unbalanced bracket": at("min(val_loss ~ optimizer"),
      "bad tail": at("mean(val_loss, tail=2) ~ optimizer"),
      "no tail": at("mean(val_loss, tail=) ~ optimizer"),
      "option of another reducer": at("min(val_loss, tail=0.5) ~ optimizer"),
      "no tilde": at("val_accuracy optimizer"),
      "nothing on the right": at("val_accuracy ~"),
      "nothing at all": at(""),
      "a hyphen in a name": at("val-accuracy ~ optimizer"),
      "an odd character": at("val_accuracy ~ optimizer ? lr"),
      "an open backquote": at("val_accuracy ~ `optimizer"),
      "three facets": at("val_accuracy ~ optimizer | lr + hidden + seed"),
      "repeated name": at("val_accuracy ~ optimizer + lr | optimizer"),
      "unknown control": at("val_accuracy ~ optimizer | lr", { ref: "adm" }),
      "unknown seed column": at("val_accuracy ~ optimizer | lr", { seed: "sead" }),
      "unknown param in over": at("val_accuracy ~ optimizer", { over: { learning_rate: 1 } }),
      "unknown level in over": at("val_accuracy ~ optimizer", { over: { lr: 1 } }),
      "mean without seeds": sentence(() => compare(seedless, "acc ~ arm", { over: "mean" })),
      "best without a direction": sentence(() =>
        compare(
          rowsTable(
            [1, 2].flatMap((lr) => ["a", "b"].map((arm) => ({ arm, lr, seed: 1, thing: lr }))),
          ),
          "thing ~ arm",
          { over: "best" },
        ),
      ),
      "cannot be paired": sentence(() => compare(alone, "score_of_mine ~ arm", { paired: true })),
      "where: unknown column": where("optimzer == 'adam'"),
      "where: single =": where("optimizer = 'adam'"),
      "where: chain": where("0.001 < lr < 0.1"),
      "where: Python's and": where("lr < 1 and seed == 1"),
      "where: Python's True": where("early_stop == True"),
      "where: Python's not": where("not early_stop"),
      "where: open bracket": where("(lr < 1"),
      "where: open text": where("optimizer == 'adam"),
      "where: nothing": where(""),
      "where: half": where("lr <"),
      "where: open list": where("lr in [1, 2"),
    }).toMatchSnapshot();
  });
});

describe("summaries read aloud", () => {
  it("say what was found, by which test, and what holds for all of it", async () => {
    const runs = await largeNetwork();
    const noise = [0.1, -0.2, 0.15, -0.05, 0, 0.05, 0.08];
    const arms = (
      n: number,
      value: (arm: number, seed: number) => number | null,
      names = ["a", "b"],
    ): ColumnTable =>
      rowsTable(
        names.flatMap((arm, k) =>
          Array.from({ length: n }, (_, seed) => ({ arm, seed, acc: value(k, seed) })),
        ),
      );
    const said = (table: ColumnTable, formula: string, options?: CompareOptions): string => {
      const { summary, verdict, warnings } = compare(table, formula, options);
      return [`[${verdict}]`, summary, ...warnings.map((warning) => `! ${warning}`)].join("\n");
    };
    expect({
      "two levels that differ": said(
        arms(5, (arm, seed) => seed + arm + noise[seed]! * arm),
        "acc ~ arm",
      ),
      "two levels, unpaired": said(
        arms(5, (arm, seed) => seed + arm),
        "acc ~ arm",
        { paired: false },
      ),
      "one seed only": said(
        arms(1, (arm) => arm),
        "acc ~ arm",
      ),
      "two seeds": said(
        arms(2, (arm, seed) => arm + noise[seed]!),
        "acc ~ arm",
      ),
      "one run against many": said(
        rowsTable([
          { arm: "a", acc: 1 },
          { arm: "b", acc: 2 },
          { arm: "b", acc: 3 },
          { arm: "b", acc: 4 },
        ]),
        "acc ~ arm",
      ),
      "constant data, equal": said(
        arms(4, () => 0.5),
        "acc ~ arm",
      ),
      "constant difference": said(
        arms(4, (arm, seed) => arm + seed),
        "acc ~ arm",
      ),
      "ties: no difference on average": said(
        arms(4, (arm, seed) => seed + (arm === 0 ? 0 : [1, -1, 2, -2][seed]!)),
        "acc ~ arm",
      ),
      "within the margin": said(
        arms(6, (arm, seed) => seed + arm * noise[seed]!),
        "acc ~ arm",
        { margin: 0.5 },
      ),
      "a margin too narrow": said(
        arms(6, (arm, seed) => seed + arm * noise[seed]!),
        "acc ~ arm",
        { margin: 0.01 },
      ),
      "differs, but within the margin": said(
        arms(6, (arm, seed) => seed + arm * (2 + noise[seed]!)),
        "acc ~ arm",
        { margin: 9 },
      ),
      "no factor: one cell": said(
        arms(5, (_, seed) => seed, ["a"]),
        "acc ~ 1",
      ),
      "no factor: one run": said(
        arms(1, () => 3, ["a"]),
        "acc ~ 1",
      ),
      "three levels": said(
        arms(5, (arm, seed) => seed + arm * noise[seed]! + arm, ["a", "b", "c"]),
        "acc ~ arm",
      ),
      "a run without a value": said(
        arms(4, (arm, seed) => (arm === 1 && seed === 3 ? null : seed + arm * (1 + noise[seed]!))),
        "acc ~ arm",
      ),
      "digits by learning rate": said(runs, "val_accuracy ~ optimizer | lr"),
      "digits, mean over": said(runs, "val_accuracy ~ optimizer", { over: "mean" }),
      "digits, best over": said(runs, "val_accuracy ~ optimizer", { over: "best" }),
      "digits, failed runs": said(
        await digits.info(undefined, { failed: true }),
        "val_accuracy ~ optimizer | hidden + lr",
      ),
    }).toMatchSnapshot();
  });
});
