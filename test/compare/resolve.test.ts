import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { FormulaError } from "../../src/compare/formula-error.js";
import { parseFormula } from "../../src/compare/formula.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { resolveQuestion } from "../../src/compare/question.js";
import { resolveResponse, type ResolvedResponse } from "../../src/compare/resolve-response.js";
import { viewRuns } from "../../src/compare/runs-view.js";
import type { Factor } from "../../src/compare/types.js";
import { infoTable, rowsTable, runOf, type MadeRun } from "./runs.js";

/** A run whose statistics are given as [step, value] pairs. */
function sampled(
  id: number,
  statistics: Readonly<Record<string, readonly (readonly [number, number])[]>>,
  status = "completed",
): MadeRun {
  const series = Object.entries(statistics).map(([name, samples]) => {
    const step = Float64Array.from(samples, ([at]) => at);
    const value = Float64Array.from(samples, ([, each]) => each);
    return [name, { step, time: new Float64Array(step.length).fill(NaN), value }] as const;
  });
  return { ...runOf(id, { arm: id, lr: 1 }, {}, status), statistics: new Map(series) };
}

/** A test accuracy at every fifth step; a validation accuracy whose best step differs between runs. */
const runs = infoTable(
  sampled(1, {
    val_acc: [
      [0, 0.2],
      [5, 0.9],
      [10, 0.9],
      [15, 0.5],
    ],
    test_acc: [
      [0, 0.1],
      [5, 0.8],
      [10, 0.85],
      [15, 0.6],
    ],
    loss: [
      [0, 4],
      [5, 2],
      [15, 1],
    ],
  }),
  sampled(2, {
    val_acc: [
      [0, 0.3],
      [5, NaN],
      [20, 0.4],
    ],
    test_acc: [
      [0, 0.25],
      [20, 0.35],
    ],
    loss: [
      [0, 8],
      [10, 2],
    ],
  }),
  sampled(3, { loss: [[0, 0.5]] }),
);

const resolve = (
  response: string,
  table: ColumnTable = runs,
  options: CompareOptions = {},
): ResolvedResponse => {
  const formula = parseFormula(`${response} ~ arm`);
  return resolveResponse(viewRuns(table), formula.responses[0]!, formula, options);
};
const values = (response: string, table?: ColumnTable): readonly (number | null)[] =>
  resolve(response, table).values;

const sentence = (call: () => unknown): string => {
  try {
    call();
    return "(no error)";
  } catch (error) {
    if (error instanceof FormulaError) return error.message.split("\n")[0]!;
    throw error;
  }
};

describe("a response", () => {
  it.each<[string, (number | null)[]]>([
    ["val_acc", [0.5, 0.4, null]],
    ["last(val_acc)", [0.5, 0.4, null]],
    ["first(val_acc)", [0.2, 0.3, null]],
    ["max(val_acc)", [0.9, 0.4, null]],
    ["median(loss)", [2, 5, 0.5]],
    // ((4 + 2) / 2 * 5 + (2 + 1) / 2 * 10) / 15; (8 + 2) / 2; one sample
    ["auc(loss)", [2, 5, 0.5]],
    ["mean(loss, tail=0.5)", [1.5, 2, 0.5]],
    ["at(loss, step=5)", [2, null, null]],
    ["at(loss, step=0)", [4, 8, 0.5]],
    // the best val_acc is at step 5 (the first of two) and at step 20
    ["at(test_acc, best=val_acc)", [0.8, 0.35, null]],
    ["at(test_acc, best=loss)", [0.6, null, null]],
    ["at(test_acc, best=max(loss))", [0.1, 0.25, null]],
    ["{ val_acc - test_acc }", [0.5 - 0.6, 0.4 - 0.35, null]],
    ["{ 1 - max(val_acc) }", [1 - 0.9, 0.6, null]],
    ["{ max(loss) / min(loss) }", [4, 4, 1]],
    ["{ -abs(loss - 2) }", [-1, -0, -1.5]],
    ["{ sqrt(first(loss)) + 3 % 2 }", [3, Math.sqrt(8) + 1, Math.sqrt(0.5) + 1]],
    ["log2(first(loss))", [2, 3, -1]],
    ["log10({ loss * 100 })", [2, Math.log10(200), Math.log10(50)]],
    ["logit(val_acc)", [0, Math.log(0.4 / 0.6), null]],
  ])("%s is one number per run, null where the run has none", (response, expected) => {
    const made = values(response);
    expect(made.map((value) => value === null)).toEqual(expected.map((value) => value === null));
    made.forEach((value, row) => expect(value ?? 0).toBeCloseTo(expected[row] ?? 0, 14));
  });

  it("stepsTo is the first step there, and knows how far the others came", () => {
    expect(resolve("stepsTo(val_acc >= 0.9)")).toMatchObject({
      reducer: "stepsTo",
      statistic: "val_acc",
      direction: "down",
      values: [5, null, null],
      censoredAt: [null, 20, null], // the third run recorded no val_acc: missing, not censored
    });
    expect(values("stepsTo(loss < 2)")).toEqual([15, null, 0]);
    expect(values("stepsTo(loss <= 2)")).toEqual([5, 10, 0]);
    expect(values("stepsTo(loss > 4)")).toEqual([null, 0, null]);
    expect(resolve("val_acc").censoredAt).toBeUndefined();
    expect(
      resolve(
        "log2(stepsTo(loss < 2))",
        infoTable(
          ...[1, 2].map((id) =>
            sampled(id, {
              loss: [
                [4, 3],
                [8, id],
              ],
            }),
          ),
        ),
      ).censoredAt,
    ).toEqual([null, 3]);
  });

  it("stepsTo in a comparison warns of runs that never got there", () => {
    const arms = [1, 2].flatMap((arm) =>
      [0, 1, 2].map((seed) => runOf(10 * arm + seed, { arm, seed }, { acc: [0.1, seed / 2, 0.9] })),
    );
    const { warnings } = compare(infoTable(...arms), "stepsTo(acc >= 1) ~ arm");
    expect(warnings.join()).toContain("is not known of 4 runs that never got there");
  });

  it("says what it is and on which scale", () => {
    expect(resolve("log(min(loss))")).toMatchObject({
      name: "log(min(loss))",
      statistic: "loss",
      reducer: "min",
      transform: "log",
      direction: "down",
    });
    expect(resolve("{ loss * 2 }")).toMatchObject({ reducer: "arithmetic", direction: undefined });
    expect(resolve("{ loss * 2 }", runs, { direction: "down" }).direction).toBe("down");
  });

  it("takes the logarithm of what has one, and names the run that has none", () => {
    const odd = infoTable(
      sampled(1, { loss: [[0, 0]] }, "failed"),
      sampled(2, { loss: [[0, NaN]] }),
      sampled(3, { loss: [[0, Infinity]] }),
      sampled(4, { loss: [[0, 1]], acc: [[0, 1]] }),
    );
    expect(values("log(loss)", odd)).toEqual([NaN, NaN, Infinity, 0]);
    expect(sentence(() => values("log({ loss - 1 })", odd))).toBe(
      "log needs values above 0, and { loss - 1 } is 0 in run 4; filter such runs away, or compare { loss - 1 } itself.",
    );
    expect(sentence(() => values("logit(acc)", odd))).toContain(
      "logit needs values above 0 and below 1, and acc is 1 in run 4",
    );
    expect(sentence(() => values("log({ loss - 9 })"))).toContain("with 2 more runs out of range");
  });

  it("is refused where it is no result, or cannot be reduced", () => {
    expect(sentence(() => values("{ loss / lr }"))).toContain("lr is a param, not a result");
    expect(sentence(() => values("min(arm)"))).toContain("arm is a param, not a result");
    expect(sentence(() => values("at(loss, best=lr)"))).toContain("lr is a param");
    expect(sentence(() => values("{ los / 2 }"))).toContain("did you mean loss?");
    expect(sentence(() => values("at(loss, best=test_ac)"))).toContain("did you mean test_acc?");
    expect(sentence(() => values("{ max(loss, val_acc) }"))).toContain("takes no second one");
    const unknown = infoTable(sampled(1, { thing: [[0, 1]] }));
    expect(sentence(() => values("at(thing, best=thing)", unknown))).toContain(
      "write best=max(thing) or best=min(thing)",
    );
    const plain = rowsTable([{ arm: 1, acc: 0.5 }]);
    expect(values("{ 1 - acc }", plain)).toEqual([0.5]);
    expect(sentence(() => values("auc(acc)", plain))).toContain("this table has one value per run");
  });
});

const grid = [0.001, 0.01, 0.1].flatMap((lr, i) =>
  ["sgd", "adam"].flatMap((opt, j) =>
    [0, 1].map((seed) => ({
      id: 4 * i + 2 * j + seed + 1,
      lr,
      opt,
      seed,
      note: `lr ${lr}`,
      depth: 3,
      patient: (i + j + seed) % 2,
      acc: i + j * 0.5 + seed * 0.1 * (i + 1),
    })),
  ),
);

describe("a factor", () => {
  const factors = (right: string, options: CompareOptions = {}): readonly Factor[] =>
    compare(rowsTable(grid), `acc ~ ${right}`, {
      ignore: ["patient", "note"],
      over: "mean",
      ...options,
    }).design.factors;

  it("C(x) has categories, also of numbers, in the order of numbers", () => {
    expect(factors("C(lr) | opt")).toEqual([
      { name: "C(lr)", levels: [0.001, 0.01, 0.1], numeric: false, columns: ["lr"] },
    ]);
    expect(factors("C(lr) | opt", { ref: 0.1 })[0]!.levels).toEqual([0.1, 0.001, 0.01]);
  });

  it("log10(x) keeps the unit of the param and says the scale of its axis", () => {
    expect(factors("log10(lr) | opt")).toEqual([
      {
        name: "log10(lr)",
        levels: [0.001, 0.01, 0.1],
        numeric: true,
        transform: "log10",
        columns: ["lr"],
      },
    ]);
    expect(sentence(() => factors("log2(patient)"))).toContain(
      "log2(patient) needs numbers above 0, and patient of run 1 is 0",
    );
    expect(sentence(() => factors("log(opt)"))).toContain("opt of run 1 is sgd");
  });

  it("a:b has the combinations that occur, in the order of its parts", () => {
    const [one] = factors("opt:lr");
    expect(one).toMatchObject({ name: "opt:lr", numeric: false, columns: ["opt", "lr"] });
    expect(one!.levels).toEqual([
      "adam:0.001",
      "adam:0.01",
      "adam:0.1",
      "sgd:0.001",
      "sgd:0.01",
      "sgd:0.1",
    ]);
    expect(factors("opt:lr", { ref: "sgd:0.01" })[0]!.levels[0]).toBe("sgd:0.01");
  });

  it("a:b keeps combinations apart whose texts are the same", () => {
    const rows = [
      { a: "x:y", b: "z", acc: 1 },
      { a: "x", b: "y:z", acc: 2 },
    ];
    expect(compare(rowsTable(rows), "acc ~ a:b").design.factors[0]!.levels).toHaveLength(2);
  });

  it("bin(x, k) has bins of equal width, in order, each with the left edge in it", () => {
    const search = (numbers: readonly (number | null)[], k: number): readonly unknown[] => {
      const rows = numbers.map((x, id) => ({ id, x, acc: id }));
      return [
        compare(rowsTable(rows), `acc ~ bin(x, ${k})`).design.factors[0]!.levels,
        compare(rowsTable(rows), `acc ~ bin(x, ${k})`).cells.map(({ n }) => n),
      ];
    };
    // numpy.histogram([-1, 0, 0.5, 1, 3], 4): edges -1 0 1 2 3, counts 1 2 1 1
    expect(search([-1, 0, 0.5, 1, 3], 4)).toEqual([
      ["-1 – 0", "0 – 1", "1 – 2", "2 – 3"],
      [1, 2, 1, 1],
    ]);
    // numpy.histogram: edges .001 .026 .051 .076 .101, counts 3 1 0 1; the third is left out
    expect(search([0.001, 0.01, 0.02, 0.05, 0.101], 4)).toEqual([
      ["0.001 – 0.026", "0.026 – 0.051", "0.076 – 0.101"],
      [3, 1, 1],
    ]);
    expect(search([0, 10, null], 2)).toEqual([
      ["0 – 5", "5 – 10", null],
      [1, 1, 1],
    ]);
    // Outer edges are as short as the others, and still hold all numbers: .0000103 + .0886 / 4 is .02216.
    expect(search([0.0000103, 0.03, 0.05, 0.08861], 4)[0]).toEqual([
      "0.00001 – 0.0222",
      "0.0222 – 0.0443",
      "0.0443 – 0.0665",
      "0.0665 – 0.0887",
    ]);
    expect(search([-1e308, 1e308, 0], 2)[1]).toEqual([1, 2]);
    // neighbours among the numbers of a computer: no edge lies between them
    expect(sentence(() => search([1, 1 + 2 ** -52], 3))).toContain("in every run here");
  });

  it("bin(x, k) takes runs of one seed and different x as different runs", () => {
    const rows = [0.1, 0.2, 0.3, 0.8, 0.9].map((x, id) => ({ id, x, seed: 0, acc: id }));
    const [contrast] = compare(rowsTable(rows), "acc ~ bin(x, 2)").differences;
    expect(contrast).toMatchObject({ n: 5, paired: false, difference: 2.5 });
  });

  it("is refused where it is constant, or bins no numbers", () => {
    expect(sentence(() => factors("bin(depth, 4)"))).toContain("is 3 – 3 in every run here");
    expect(sentence(() => factors("bin(opt, 4)"))).toContain("needs finite numbers");
    expect(sentence(() => factors("C(dpth)"))).toContain("did you mean depth?");
  });
});

describe("the dot", () => {
  const names = (right: string, options?: CompareOptions): string => {
    const view = viewRuns(rowsTable(grid));
    const question = resolveQuestion(view, parseFormula(`acc ~ ${right}`), options ?? {});
    const listed = question.factors.map(({ name }) => name).join(" ");
    return question.hidden.length > 0
      ? `${listed}, hidden: ${question.hidden.map(({ name }) => name).join(" ")}`
      : listed;
  };

  it("stands for every param that varies, seeds and repetitions apart", () => {
    expect(names(".")).toBe("lr opt patient");
    expect(names(". - patient")).toBe("lr opt");
    expect(names(". - patient - lr")).toBe("opt note");
    expect(names("opt + .")).toBe("opt lr patient");
    expect(names("opt*lr + . - note")).toBe("opt lr patient");
    expect(names(". | opt")).toBe("lr patient");
    expect(names(".", { ignore: ["patient"] })).toBe("lr opt");
    expect(names(". + (1|patient)")).toBe("lr opt");
  });

  it("takes the control of the first param, and says what it left out", () => {
    const made = compare(rowsTable(grid), "acc ~ . - patient", { ref: 0.1 });
    expect(made.design.factors[0]!.levels).toEqual([0.1, 0.001, 0.01]);
    expect(made.warnings).toContain("patient may vary, and was ignored.");
  });

  it("is refused where it stands for nothing, or takes away what does not exist", () => {
    expect(sentence(() => names(". - lr - opt - note - patient"))).toContain("stands for nothing");
    expect(sentence(() => names(". - optt"))).toContain("did you mean opt?");
  });

  it("still refuses what cannot be told from the first factor", () => {
    expect(names("lr + . - patient")).toBe("lr opt, hidden: note");
  });
});

describe("a block", () => {
  const made = (right: string, options: CompareOptions = {}): string | undefined =>
    compare(rowsTable(grid), `acc ~ ${right}`, { over: "mean", ...options }).design.block;

  it("is what runs are paired by", () => {
    const rows = ["a", "b"].flatMap((arm, k) =>
      [7, 8, 9].map((patient, i) => ({ arm, patient, acc: i * i + k * (1 + i / 10) })),
    );
    const { design, differences } = compare(rowsTable(rows), "acc ~ arm + (1|patient)");
    expect(design).toMatchObject({ block: "patient", paired: true });
    expect(differences[0]).toMatchObject({ n: 3, paired: true });
    expect(differences[0]!.difference).toBeCloseTo(1.1, 12);
  });

  it("is refused where it does not exist, or there are two", () => {
    expect(made("opt + (1|seed) | lr", { ignore: ["patient"] })).toBe("seed");
    expect(sentence(() => made("opt + (1|sead)"))).toContain("did you mean seed?");
    expect(sentence(() => made("opt + (1|seed) + (1|patient)"))).toContain("at most one block");
    expect(sentence(() => made("opt + (1|patient)", { seed: "seed" }))).toContain("differ");
  });
});
