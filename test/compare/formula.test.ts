import { describe, expect, it } from "vitest";
import { directionOf } from "../../src/compare/direction.js";
import { parseFormula } from "../../src/compare/formula.js";

/** Each response as its text, statistic, reducer and tail; the factors; the facets. */
const shape = (text: string): unknown => {
  const { responses, factors, facets } = parseFormula(text);
  return [
    responses.map(({ text: name, expression }) =>
      expression.kind === "reduction"
        ? [
            name,
            expression.statistic,
            expression.method.reducer,
            ("tail" in expression.method ? expression.method.tail : null) ?? null,
          ]
        : [name, expression.kind === "name" ? expression.name : expression.kind, null, null],
    ),
    factors.map(({ name }) => name),
    facets.map(({ name }) => name),
  ];
};

/** The right side: factors, then crossings such as `0 1` or `0/1`, then what else there is. */
const right = (rest: string): unknown => {
  const { factors, crossings, dot, removed, facets, blocks } = parseFormula(`y ~ ${rest}`);
  const names = (terms: readonly { readonly name: string }[]): string =>
    terms.map(({ name }) => name).join(" ");
  return {
    factors: names(factors),
    crossings: crossings.map((one) => one.factors.join(one.nested ? "/" : " ")).join(", "),
    ...(dot === undefined ? {} : { dot }),
    ...(removed.length > 0 ? { removed: names(removed) } : {}),
    ...(facets.length > 0 ? { facets: names(facets) } : {}),
    ...(blocks.length > 0 ? { blocks: names(blocks) } : {}),
  };
};

const measure = (text: string): unknown => {
  const { transform, expression, inner } = parseFormula(`${text} ~ a`).responses[0]!;
  const method = expression.kind === "reduction" ? expression.method : expression.kind;
  return { ...(transform ? { transform, inner } : {}), method };
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

  it.each<[string, unknown]>([
    ["a*b", { factors: "a b", crossings: "0 1" }],
    ["a + b + a:b", { factors: "a b", crossings: "0 1" }],
    ["a*b*c", { factors: "a b c", crossings: "0 1, 0 2, 1 2, 0 1 2" }],
    ["a*b*c - a:b:c", { factors: "a b c", crossings: "0 1, 0 2, 1 2" }],
    ["a*b - a:b", { factors: "a b", crossings: "" }],
    ["a*b + a*c", { factors: "a b c", crossings: "0 1, 0 2" }],
    ["a*b + c", { factors: "a b c", crossings: "0 1" }],
    ["c + a*b", { factors: "c a b", crossings: "1 2" }],
    ["a*b:c", { factors: "a b:c", crossings: "0 1" }], // a + b:c + a:b:c, as in R
    ["a/b", { factors: "a b", crossings: "0/1" }],
    ["a + a:b", { factors: "a b", crossings: "0/1" }], // the same in R
    ["a*b - b", { factors: "a b", crossings: "0/1" }],
    ["a*b - a", { factors: "a b", crossings: "1/0" }],
    ["a/b/c", { factors: "a b c", crossings: "0/1, 0/1/2" }],
    ["a:b", { factors: "a:b", crossings: "" }],
    ["a/b:c", { factors: "a b:c", crossings: "0/1" }],
    ["a/b*c", { factors: "a b c", crossings: "0/1, 0 2, 0/2/1" }],
    ["a:b/c", { factors: "a:b c", crossings: "0/1" }],
    ["a:b + c", { factors: "a:b c", crossings: "" }],
    ["a:b + b:c", { factors: "a:b b:c", crossings: "" }],
    ["a:b:c", { factors: "a:b:c", crossings: "" }],
    ["log10(a):C(b)", { factors: "log10(a):C(b)", crossings: "" }],
    ["log2( `x y` ) * bin(b,3)", { factors: "log2(x y) bin(b, 3)", crossings: "0 1" }],
    [".", { factors: "", crossings: "", dot: 4 }],
    [". - a - b", { factors: "", crossings: "", dot: 4, removed: "a b" }],
    ["a + .", { factors: "a", crossings: "", dot: 8 }],
    ["a*b + . - c | d", { factors: "a b", crossings: "0 1", dot: 10, removed: "c", facets: "d" }],
    ["(1|p)", { factors: "", crossings: "", blocks: "p" }],
    ["1 + (1|p)", { factors: "", crossings: "", blocks: "p" }],
    ["a + ( 1 | `p q` ) | f", { factors: "a", crossings: "", facets: "f", blocks: "p q" }],
    ["C + log + bin", { factors: "C log bin", crossings: "" }],
    ["a | bin(b, 2)", { factors: "a", crossings: "", facets: "bin(b, 2)" }],
  ])("reads on the right %j", (text, expected) => {
    expect(right(text)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["first(a)", { reducer: "first" }],
    ["at(a, step=10)", { reducer: "at", step: 10 }],
    ["at(a, step=-1)", { reducer: "at", step: -1 }],
    [
      "at(a, best=val_acc)",
      { reducer: "at", best: { statistic: "val_acc", direction: "up", start: 11 } },
    ],
    ["at(a, best=x)", { reducer: "at", best: { statistic: "x", direction: undefined, start: 11 } }],
    [
      "at(a, best=min(x))",
      { reducer: "at", best: { statistic: "x", direction: "down", start: 15 } },
    ],
    ["stepsTo(a >= 0.9)", { reducer: "stepsTo", order: ">=", threshold: 0.9 }],
    ["stepsTo(a < -1e3)", { reducer: "stepsTo", order: "<", threshold: -1000 }],
  ])("reads the reducer %s", (text, method) => {
    expect(measure(text)).toEqual({ method });
  });

  it("reads transforms of a statistic, a reducer and arithmetic", () => {
    expect(measure("log(a)")).toEqual({ transform: "log", inner: "a", method: "name" });
    expect(measure("log10( min(a) )")).toMatchObject({ transform: "log10", inner: "min(a)" });
    expect(measure("logit({ 1 - a })")).toMatchObject({ transform: "logit", inner: "{ 1 - a }" });
    expect(measure("log")).toEqual({ method: "name" });
    expect(parseFormula("log2(a) + { a / 2 } ~ b").responses.map(({ text }) => text)).toEqual([
      "log2(a)",
      "{ a / 2 }",
    ]);
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
    "a ~ . .",
    "a ~ . + .",
    "a ~ .*b",
    "a ~ b + ",
    "a ~ b - ",
    "a ~ b - c",
    "a ~ b + c - b:c",
    "a ~ b - b",
    "a ~ b:b",
    "a ~ b*c*b",
    "a ~ b*c + b:c",
    "a ~ b + log(b)",
    "a ~ b:c | c",
    "a ~ b + (1|b)",
    "a ~ a1*a2*a3*a4*a5*a6*a7",
    "a ~ (1|b",
    "a ~ (2|b)",
    "a ~ (1|b + c)",
    "a ~ (1|log(b))",
    "a ~ (b + c)*d",
    "a ~ - b",
    "a ~ 1 - b",
    "a ~ C()",
    "a ~ C(b, 2)",
    "a ~ bin(b)",
    "a ~ bin(b, 1)",
    "a ~ bin(b, 2.5)",
    "a ~ bin(b, 1e9)",
    "a ~ bin(b, c)",
    "a ~ `C`(b)",
    "a ~ sqrt(b)",
    "a ~ log(log(b))",
    "a ~ b | c:d",
    "log(log(a)) ~ b",
    "log(a ~ b",
    "log() ~ b",
    "log(a - 1) ~ b",
    "logit(a, 2) ~ b",
    "sqrt(a) ~ b",
    "`min`(a) ~ b",
    "max(a, b) ~ c",
    "at(a) ~ b",
    "at(a, step) ~ b",
    "at(a, step=b) ~ c",
    "at(a, best=3) ~ c",
    "at(a, best=last(b)) ~ c",
    "at(a, worst=b) ~ c",
    "stepsTo(a) ~ b",
    "stepsTo(a == 1) ~ b",
    "stepsTo(a > b) ~ b",
    "stepsTo(0.9 < a) ~ b",
    "{} ~ b",
    "{ a ~ b",
    "{ a } } ~ b",
    "{ 1 + 2 } ~ b",
    "{ a > 1 } ~ b",
    "{ !a } ~ b",
    "{ a + 'x' } ~ b",
    "{ [a] } ~ b",
    "{ a + true } ~ b",
    "{ stepsTo(a > 1) / 2 } ~ b",
    "{ a } + { a } ~ b",
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
