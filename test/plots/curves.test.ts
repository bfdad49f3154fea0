import { table } from "arquero";
import { describe, expect, it } from "vitest";
import { curves } from "../../src/plots/kinds/curves/curves.js";
import { plot } from "../../src/plots/plot-runs.js";
import { digits, infoTable, largeNetwork, runOf } from "../compare/runs.js";
import { rowsWith, subtitle, texts } from "./probes.js";

/** Two arms × two settings × two seeds, each with the values base, base + 1, base + 2 at the steps 0, 1, 2. */
const runs = infoTable(
  ...["a", "b"].flatMap((arm, i) =>
    [1, 2].flatMap((lr, j) =>
      [0, 1].map((seed) => {
        const base = 100 * i + 10 * j + seed;
        return runOf(4 * i + 2 * j + seed, { arm, lr, seed }, { loss: [base, base + 1, base + 2] });
      }),
    ),
  ),
);

/** Two seeds each: loss is 1, 2, 3 or its double; base ends a step before it. */
const positive = infoTable(
  ...["a", "b"].flatMap((arm, i) =>
    [0, 1].map((seed) => {
      const loss = [1, 2, 3].map((value) => value * (i + 1));
      return runOf(2 * i + seed, { arm, seed }, { loss, base: [1, 1] });
    }),
  ),
);

describe("learning curves", () => {
  it("average each seed over hidden settings, and say so", () => {
    const chart = plot(runs, "loss ~ step + arm");
    const rows = chart.data().objects() as { step: number; arm: string; mean: number; n: number }[];
    // By hand, arm a at step 0: seed 0 has mean(0, 10) = 5, seed 1 has mean(1, 11) = 6; their mean is 5.5.
    expect(rows.find(({ step, arm }) => step === 0 && arm === "a")).toMatchObject({
      mean: 5.5,
      n: 2,
    });
    expect(rows.find(({ step, arm }) => step === 2 && arm === "b")).toMatchObject({
      mean: 107.5,
      n: 2,
    });
    expect(JSON.stringify(chart.spec)).toContain("mean over lr");
  });

  it("honour over, confidence and ref", () => {
    const means = (over: { lr: number } | "best"): number[] =>
      (
        plot(runs, "loss ~ step + arm", { over }).data().objects() as {
          step: number;
          mean: number;
        }[]
      )
        .filter(({ step }) => step === 0)
        .map(({ mean }) => mean);
    expect(means({ lr: 2 })).toEqual([10.5, 110.5]);
    expect(means("best")).toEqual([0.5, 100.5]); // less loss is better
    const wide = plot(runs, "loss ~ step + arm | lr", { confidence: 0.5 });
    expect(JSON.stringify(wide.spec)).toContain("50% t interval");
    expect(JSON.stringify(plot(runs, "loss ~ step + arm | lr", { ref: "b" }).spec)).not.toBe(
      JSON.stringify(plot(runs, "loss ~ step + arm | lr").spec),
    );
  });

  it.each([{ best: 0.1 }, { margin: 1 }, { paired: false }] as const)("refuse %j", (options) => {
    expect(() => plot(runs, "loss ~ step + arm | lr", options)).toThrow(
      "Learning curves take no option",
    );
  });

  it("are the same from the long table, in whatever order it is", async () => {
    const chosen = await largeNetwork();
    const long = await digits.statistics(["val_loss"]);
    const formula = "val_loss ~ step + optimizer | lr";
    const spec = JSON.stringify(plot(chosen, formula).spec);
    expect(JSON.stringify(curves(long, chosen, formula).spec)).toBe(spec);
    expect(JSON.stringify(curves(long.orderby("value").reify(), chosen, formula).spec)).toBe(spec);
  });

  it("pass over rows without a value instead of drawing them as 0", () => {
    const long = table({ id: [0, 0], step: [0, 1], name: ["loss", "loss"], value: [6, null] });
    const one = runs.filter((run: { id: number }) => run.id === 0);
    expect(curves(long, one, "loss ~ step").data().objects()).toMatchObject([{ step: 0, mean: 6 }]);
  });

  it("refuse two runs of one id, whose samples a long table cannot tell apart", () => {
    const twice = infoTable(runOf(1, { seed: 0 }, { loss: [0] }), {
      ...runOf(1, { seed: 1 }, { loss: [9] }),
      directory: "runs/other",
    });
    const long = table({ id: [1, 1], step: [0, 0], name: ["loss", "loss"], value: [0, 9] });
    expect(() => curves(long, twice, "loss ~ step")).toThrow("Two runs have the id 1");
    expect(plot(twice, "loss ~ step").data().objects()).toMatchObject([
      { step: 0, mean: 4.5, n: 2 },
    ]);
  });

  it("are drawn of an Index, too", async () => {
    const chart = await plot(digits, "val_loss ~ step + optimizer", {
      mark: "paper",
      over: "best",
    });
    expect(chart.description).toContain("Learning curves of val_loss");
  });

  it("draw a single run once, and say that there is one", () => {
    const lone = plot(positive, "loss ~ step + arm + seed");
    expect(subtitle(lone)).toContain("One run each");
    expect(rowsWith(lone, "run", "value")).toEqual([]);
    expect(rowsWith(lone, "line", "value")).toHaveLength(4);
    expect(rowsWith(plot(positive, "loss ~ step + arm"), "run", "value")).toHaveLength(4);
  });

  it("keep the numbers of means that lie out of sight, and clamp only what is drawn", () => {
    const values = Array.from({ length: 100 }, (_, i) => (i > 97 ? 2e29 : 1 - i / 200));
    const grown = infoTable(
      runOf(0, { seed: 0 }, { loss: values }),
      runOf(1, { seed: 1 }, { loss: values.map((value) => (value > 1 ? 0.5 : value)) }),
    );
    const chart = plot(grown, "loss ~ step");
    const last = chart.data().objects().at(-1) as { mean: number };
    expect(last.mean).toBe(1e29);
    const told = rowsWith(chart, "mean", "interval", "n").map(({ mean }) => mean);
    expect(Math.max(...told.map(Number))).toBe(1e29);
    const drawn = rowsWith(chart, "line", "value") as unknown as { value: number[] }[];
    expect(Math.max(...drawn.flatMap(({ value }) => value))).toBeLessThan(100);
    expect(subtitle(chart)).toContain("2 values and 2 points of means beyond the axis, cut off");
  });

  it("of more than eight lines name the control and the best five", () => {
    const many = infoTable(
      ...Array.from({ length: 10 }, (_, i) =>
        runOf(i, { arm: `m${i}`, seed: 0 }, { loss: [9, (7 * i) % 10] }),
      ),
    );
    const chart = plot(many, "loss ~ step + arm");
    // By hand: the last losses of m0 to m9 are 0 7 4 1 8 5 2 9 6 3, and m0 is the control.
    const named = texts(chart).filter((text) => /^m\d$/.test(text));
    expect(named.toSorted()).toEqual(["m0", "m2", "m3", "m5", "m6", "m9"]);
    expect(subtitle(chart)).toContain("the control and the best 5; 4 more lines in grey");
  });

  it("take a logarithm as the scale of the axis", () => {
    const log = JSON.stringify(plot(positive, "log(loss) ~ step + arm").spec);
    expect(log).toBe(JSON.stringify(plot(positive, "loss ~ step + arm", { y: "log" }).spec));
    expect(log).not.toBe(JSON.stringify(plot(positive, "loss ~ step + arm").spec));
  });

  it("compute arithmetic at the steps that all of its statistics have", () => {
    const chart = plot(positive, "{ loss - 2 * base } ~ step + arm");
    // By hand: loss is 1, 2, 3 (arm a) or 2, 4, 6 (arm b) and base 1, 1, at the steps 0 and 1.
    const rows = chart.data().objects() as { arm: string; step: number; mean: number }[];
    expect(rows.map(({ arm, step, mean }) => [arm, step, mean])).toEqual([
      ["a", 0, -1],
      ["a", 1, 0],
      ["b", 0, 0],
      ["b", 1, 2],
    ]);
  });

  it("of several statistics are panels below each other", () => {
    const chart = plot(positive, "loss + log(base) ~ step + arm");
    const rows = chart.data().objects() as { response: string }[];
    expect(rows.map(({ response }) => response)).toEqual([
      ...Array.from({ length: 6 }, () => "loss"),
      ...Array.from({ length: 4 }, () => "base"),
    ]);
    expect(chart.spec["vconcat"]).toHaveLength(2);
    expect(chart.description).toContain("of loss and base by step and arm");
  });

  it.each([
    ["min(loss) ~ step", "write loss in its place", 4],
    ["loss + { base - max(loss) } ~ step", "write loss in its place", 20],
    ["logit(loss) ~ step", "no logit axis; write loss", 6],
    ["loss + bas ~ step", "did you mean base?", 7],
  ])("refuse %s, with a caret at the left side", (formula, remedy, column) => {
    const draw = (): unknown => plot(positive, formula);
    expect(draw).toThrow(remedy);
    expect(draw).toThrow(`\n  ${formula}\n  ${" ".repeat(column)}^`);
  });

  it("are drawn by their name, and not of a formula without a step", () => {
    expect(plot(positive, "loss ~ step", { as: "curves" }).description).toContain(
      "Learning curves",
    );
    expect(() => plot(positive, "loss ~ arm", { as: "curves" })).toThrow("'loss ~ arm' has none");
    expect(() => plot(positive, "loss ~ arm", { y: "log" })).toThrow(
      "The option y is for learning curves",
    );
    expect(() => plot(positive, "loss + base ~ step", { as: "efficiency" })).toThrow(
      "name loss alone",
    );
  });
});
