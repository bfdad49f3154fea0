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

/** Arms that were tried at two rates each, of which no rate is common to all. */
const apart = [
  { arm: "a", rates: [1, 2] },
  { arm: "b", rates: [2, 3] },
  { arm: "c", rates: [1, 3] },
].flatMap(({ arm, rates }) =>
  rates.flatMap((lr) => [0, 1].map((seed) => ({ arm, lr, seed, acc: lr + seed }))),
);

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
    const gap = rowsTable(
      ["a", "b"].flatMap((arm) =>
        [1, 2].flatMap((lr) =>
          arm === "b" && lr === 2 ? [] : [1, 2].map((seed) => ({ arm, lr, seed, acc: seed * lr })),
        ),
      ),
    );
    const incomplete = rowsTable(
      ["a", "b", "c"].flatMap((arm, k) =>
        [1, 2, 3, 4]
          .filter((seed) => k !== 2 || seed !== 4)
          .map((seed) => ({ arm, seed, acc: seed + k + (seed % 2) * k * 0.1 })),
      ),
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
      "unknown function of a factor": at("val_accuracy ~ log1(lr)"),
      "unknown block": at("val_accuracy ~ optimizer + (1|sead) | lr"),
      "brackets of factors": at("val_accuracy ~ (optimizer + lr)"),
      "nothing to take away": at("val_accuracy ~ batch-size"),
      "nothing left": at("val_accuracy ~ lr - lr"),
      "the same term twice": at("val_accuracy ~ lr*optimizer + optimizer:lr"),
      "a dot for nothing": at("val_accuracy ~ . - lr - optimizer - note"),
      "a dot without a name": at("val_accuracy ~ . - lrr"),
      "bins of what is constant": at("val_accuracy ~ bin(epochs, 3)"),
      "bins of texts": at("val_accuracy ~ bin(optimizer, 3)"),
      "one bin": at("val_accuracy ~ bin(lr, 1)"),
      "logarithm of a text": at("val_accuracy ~ log10(optimizer)"),
      "logarithm of what is below zero": at("log({ val_loss - 0.2 }) ~ optimizer | lr"),
      "logarithm of a difference without braces": at("log(val_loss - 1) ~ optimizer"),
      "arithmetic without braces": at("sqrt(val_loss) ~ optimizer"),
      "a condition in braces": at("{ val_loss > 1 } ~ optimizer"),
      "no statistic in braces": at("{ 1 + 1 } ~ optimizer"),
      "an open brace": at("{ 1 - val_accuracy ~ optimizer"),
      "a param in braces": at("{ val_loss / lr } ~ optimizer"),
      "the larger of two": at("{ max(val_loss, train_loss) } ~ optimizer"),
      "unknown function in braces": at("{ sqr(val_loss) } ~ optimizer"),
      "at without a place": at("at(val_loss) ~ optimizer"),
      "at of another option": at("at(val_loss, steps=3) ~ optimizer"),
      "best of an unknown statistic": at("at(val_loss, best=val_acc) ~ optimizer"),
      "stepsTo without an order": at("stepsTo(val_accuracy == 0.9) ~ optimizer"),
      "an empty cell": sentence(() => compare(gap, "acc ~ arm * lr")),
      "an empty cell of blocks that must be paired": sentence(() =>
        compare(alone, "score_of_mine ~ arm", { paired: true }),
      ),
      "confounded factors": sentence(() =>
        compare(
          rowsTable(
            ["a", "b"].flatMap((arm) =>
              [1, 2].map((seed) => ({
                arm,
                size: arm.length + (arm === "a" ? 1 : 9),
                seed,
                acc: seed,
              })),
            ),
          ),
          "acc ~ arm",
        ),
      ),
      "Tukey where variances are not pooled": at("val_accuracy ~ optimizer * lr", {
        adjust: "tukey",
      }),
      "Dunnett for pairs": at("val_accuracy ~ optimizer | lr", {
        contrasts: "pairs",
        adjust: "dunnett",
      }),
      "Dunnett with incomplete seeds": sentence(() =>
        compare(incomplete, "acc ~ arm", { adjust: "dunnett" }),
      ),
      "an unknown adjustment": at("val_accuracy ~ optimizer | lr", { adjust: "sidak" as "holm" }),
      "unknown contrasts": at("val_accuracy ~ optimizer | lr", { contrasts: "all" as "pairs" }),
      "a margin of a ratio below 1": at("log(val_loss) ~ optimizer | lr", { margin: 0.1 }),
      "one margin for a ratio and a difference": at(
        "log(val_loss) + val_accuracy ~ optimizer | lr",
        { margin: 1.1 },
      ),
      "effects of what is censored": at("stepsTo(val_accuracy >= 0.9) ~ optimizer * lr"),
      "censored in braces": at("{ stepsTo(val_accuracy >= 0.9) / 2 } ~ optimizer | lr"),
      "two blocks": at("val_accuracy ~ optimizer + (1|seed) + (1|lr)"),
      "a block beside a seed": at("val_accuracy ~ optimizer + (1|lr)", { seed: "seed" }),
      "unknown column to ignore": at("val_accuracy ~ optimizer | lr", { ignore: ["hots"] }),
      "mean over settings that differ": sentence(() =>
        compare(rowsTable(apart), "acc ~ arm", { over: "mean" }),
      ),
      "odds of what is no share": at("logit({ 2 * val_accuracy }) ~ optimizer | lr"),
      "too many terms": at(
        `val_accuracy ~ ${Array.from({ length: 501 }, (_, n) => `p${n}`).join(" + ")}`,
      ).split("\n")[0],
      "nothing to compare": sentence(() => compare({} as ColumnTable, "acc ~ arm")),
      "where: a number in quotes": where("lr == '0.1'"),
      "where: a text without quotes": where("optimizer == 3"),
      "where: a list with a number": where("hidden == 64"),
      "where: a text in a text": where("'ad' in optimizer"),
      "where: a column of another type": where("lr < optimizer"),
      "where: unknown function": where("lg(lr) < 1"),
      "where: a reducer": where("min(val_loss) < 0.1"),
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
