import { describe, expect, it } from "vitest";
import { directionOf } from "../../src/compare/direction.js";
import { parseFormula } from "../../src/compare/formula.js";

const shape = (text: string): unknown => {
  const { responses, factors, facets } = parseFormula(text);
  return [
    responses.map(({ text: name, statistic, reducer, tail }) => [
      name,
      statistic,
      reducer ?? null,
      tail ?? null,
    ]),
    factors.map(({ name }) => name),
    facets.map(({ name }) => name),
  ];
};

describe("parseFormula", () => {
  it.each<[string, unknown]>([
    ["acc ~ arm", [[["acc", "acc", null, null]], ["arm"], []]],
    ["  acc~arm|lr  ", [[["acc", "acc", null, null]], ["arm"], ["lr"]]],
    ["acc ~ 1", [[["acc", "acc", null, null]], [], []]],
    ["acc ~ 1 | lr", [[["acc", "acc", null, null]], [], ["lr"]]],
    [
      "acc + loss ~ a + b | c + d",
      [
        [
          ["acc", "acc", null, null],
          ["loss", "loss", null, null],
        ],
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["min( loss ) ~ a", [[["min( loss )", "loss", "min", null]], ["a"], []]],
    ["mean(loss, tail=0.1) ~ a", [[["mean(loss, tail=0.1)", "loss", "mean", 0.1]], ["a"], []]],
    ["mean(loss,tail = 1) ~ a", [[["mean(loss,tail = 1)", "loss", "mean", 1]], ["a"], []]],
    [
      "`test acc` ~ `batch-size` | model.depth",
      [[["test acc", "test acc", null, null]], ["batch-size"], ["model.depth"]],
    ],
    [
      "`test/acc` + max(`a b`) ~ x",
      [
        [
          ["test/acc", "test/acc", null, null],
          ["max(`a b`)", "a b", "max", null],
        ],
        ["x"],
        [],
      ],
    ],
    ["größe ~ 学習率", [[["größe", "größe", null, null]], ["学習率"], []]],
    ["min ~ last", [[["min", "min", null, null]], ["last"], []]],
    ["acc ~ in + true", [[["acc", "acc", null, null]], ["in", "true"], []]],
    ["a\n~\nb", [[["a", "a", null, null]], ["b"], []]],
  ])("reads %j", (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it("keeps the place of every name, for a caret under it", () => {
    const { responses, factors, facets } = parseFormula("min(loss) ~ arm + `b c` | lr");
    expect([responses[0]!.start, ...factors.map(({ start }) => start), facets[0]!.start]).toEqual([
      4, 12, 18, 26,
    ]);
  });

  it.each([
    "~ a",
    "a ~ ",
    "a ~ b |",
    "a ~ b ~ c",
    "a + ~ b",
    "a ~ b c",
    "a ~ 2",
    "a ~ 1 + b",
    "a() ~ b",
    "min() ~ b",
    "min(loss,) ~ b",
    "mean(a, tail=0) ~ b",
    "mean(a, tail=-1) ~ b",
    "a ~ b, c",
    "'a' ~ b",
    "a ~ (b)",
    "a ~ b | 1",
    "a ~ b | c | d",
    "(a) ~ b",
  ])("refuses %j", (text) => {
    expect(() => parseFormula(text)).toThrow(/\n {2}.*\n {2} *\^$/s);
  });
});

describe("directionOf", () => {
  it.each([
    ["val_accuracy", "up"],
    ["accuracy", "up"],
    ["valAcc", "up"],
    ["f1", "up"],
    ["f1_score", "up"],
    ["roc_auc", "up"],
    ["mean_reward", "up"],
    ["top1-accuracy", "up"],
    ["loss", "down"],
    ["val/loss", "down"],
    ["testError", "down"],
    ["perplexity", "down"],
    ["epoch_time", "down"],
    ["train.rmse", "down"],
    ["accuracy_loss", "down"],
    ["LOSS", "down"],
    ["lossless", undefined],
    ["temperature", undefined],
    ["vaccination", undefined],
    ["x", undefined],
    ["", undefined],
  ] as const)("%s is better %s", (name, direction) => {
    expect(directionOf(name)).toBe(direction);
  });
});
