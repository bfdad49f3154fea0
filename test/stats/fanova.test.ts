import { array, assert, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import type { FanovaFeature } from "../../src/stats/coded-feature.js";
import { type Fanova, fanova, FANOVA_LEAST_R2 } from "../../src/stats/fanova.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { mean } from "../../src/stats/mean.js";
import { sd } from "../../src/stats/variance.js";
import fixture from "./fixtures/fanova.json" with { type: "json" };

type Case = (typeof fixture.cases)[number];

const numeric = (values: ArrayLike<number>): FanovaFeature => ({ values, kind: "numeric" });

const featuresOf = (c: Case): FanovaFeature[] =>
  c.features.map(({ values, kind }) => ({
    values,
    kind: kind === "numeric" ? "numeric" : "categorical",
  }));

function uniforms(seed: number, n: number, columns: number): Float64Array[] {
  const generator = seededGenerator(seed);
  return Array.from({ length: columns }, () =>
    Float64Array.from({ length: n }, () => generator.uniform()),
  );
}

/** Forests of several seeds, as many as the fixture has of each kind of figure. */
function forests(c: Case): Fanova[] {
  return Array.from({ length: 8 }, (_, seed) =>
    fanova(featuresOf(c), c.values, { bags: 0, generator: seededGenerator(seed) }),
  );
}

const sharesOf = (all: readonly Fanova[], k: number): number[] =>
  all.map(({ importances }) => importances[k]!.share);

/** How many standard errors two means over seeds lie apart. */
function apart(ours: readonly number[], theirs: number, theirSd: number, seeds: number): number {
  const error = Math.hypot(sd(ours) / Math.sqrt(ours.length), theirSd / Math.sqrt(seeds));
  return Math.abs(mean(ours) - theirs) / error;
}

/** Indexes, the largest share first. */
const ranking = (shares: readonly number[]): number[] =>
  [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!);

describe("fanova against other programs", () => {
  const ours = new Map(fixture.cases.map((c) => [c, forests(c)]));
  const known = fixture.cases.filter(({ name }) => name !== "noise");

  it("gives singles and pairs the shares that a grid over scikit-learn's forests gives", () => {
    const errors = fixture.cases.flatMap((c) =>
      c.gridShares.map((share, k) => apart(sharesOf(ours.get(c)!, k), share, c.gridSds[k]!, 5)),
    );
    // Standard errors from five and eight seeds: among 40 figures one beyond 4.5 is a rarity.
    expect(errors.length).toBe(40);
    expect(Math.max(...errors)).toBeLessThan(4.5);
    expect(mean(errors)).toBeLessThan(1.3);
  });

  it("gives ordered params Optuna's shares", () => {
    const ordered = fixture.cases.filter(({ name }) => name !== "categorical");
    const errors = ordered.flatMap((c) =>
      c.shares.map((share, k) => apart(sharesOf(ours.get(c)!, k), share, c.sds[k]!, 10)),
    );
    expect(Math.max(...errors)).toBeLessThan(4.5);
  });

  it("ranks params as Optuna does, levels without order among them", () => {
    // Optuna's domain lets several levels, or none, hold at once, which takes some 0.02 from or to a share here.
    for (const c of known) {
      const means = c.shares.map((_, k) => mean(sharesOf(ours.get(c)!, k)));
      expect(ranking(means)).toEqual(ranking(c.shares));
      expect(Math.max(...means.map((m, k) => Math.abs(m - c.shares[k]!)))).toBeLessThan(0.03);
    }
  });

  it("gives Optuna's normalized importances once divided by their sum", () => {
    for (const c of known) {
      const means = c.shares.map((_, k) => mean(sharesOf(ours.get(c)!, k)));
      const total = means.reduce((sum, share) => sum + share, 0);
      const differences = means.map((share, k) => Math.abs(share / total - c.normalized[k]!));
      // The fixture has one seed of it, whose shares scatter by up to 0.02.
      expect(Math.max(...differences)).toBeLessThan(0.06);
    }
  });

  it("has scikit-learn's out-of-bag R²", () => {
    const errors = fixture.cases.map((c) =>
      apart(
        ours.get(c)!.map(({ r2OutOfBag }) => r2OutOfBag),
        c.oob,
        c.oobSd,
        20,
      ),
    );
    expect(Math.max(...errors)).toBeLessThan(4);
  });
});

describe("fanova of known functions", () => {
  it("finds the shares of a sum", () => {
    const [a, b] = uniforms(1, 1000, 2) as [Float64Array, Float64Array];
    const { importances, totalVariance, r2OutOfBag } = fanova(
      [numeric(a), numeric(b)],
      a.map((x, i) => 3 * x + b[i]!),
    );
    // By hand: variances 9/12 and 1/12, shares 0.9 and 0.1; the trees' steps cost 0.01.
    const shares = importances.map(({ share }) => share);
    expect(Math.abs(shares[0]! - 0.9)).toBeLessThan(0.01);
    expect(Math.abs(shares[1]! - 0.1)).toBeLessThan(0.01);
    expect(shares[2]).toBeLessThan(0.01);
    expect(shares[0]! + shares[1]! + shares[2]!).toBeCloseTo(1, 12);
    expect(Math.abs(totalVariance - 10 / 12)).toBeLessThan(0.03);
    expect(r2OutOfBag).toBeGreaterThan(0.99);
  });

  it("finds the interactions of Ishigami's function", () => {
    const columns = uniforms(2, 3000, 3).map((u) => u.map((x) => Math.PI * (2 * x - 1)));
    const [a, b, c] = columns as [Float64Array, Float64Array, Float64Array];
    const values = a.map(
      (x, i) => Math.sin(x) + 7 * Math.sin(b[i]!) ** 2 + 0.1 * c[i]! ** 4 * Math.sin(x),
    );
    const { importances, totalVariance } = fanova(columns.map(numeric), values, {
      trees: 32,
      bags: 0,
    });
    // Ishigami and Homma (1990): variance 13.844588; shares .3139, .4424, 0, and .2437 of the first and third.
    const expected = [0.3139, 0.4424, 0, 0, 0.2437, 0];
    const errors = importances.map(({ share }, k) => Math.abs(share - expected[k]!));
    expect(Math.max(...errors)).toBeLessThan(0.1);
    expect(Math.abs(totalVariance / 13.844588 - 1)).toBeLessThan(0.08);
    expect(ranking(importances.map(({ share }) => share)).slice(0, 3)).toEqual([1, 0, 4]);
  });

  it("finds a param that only some runs have, by having it", () => {
    const generator = seededGenerator(4);
    const momentum = Float64Array.from({ length: 300 }, () =>
      generator.int(2) === 0 ? NaN : generator.uniform(),
    );
    const lr = Float64Array.from({ length: 300 }, () => generator.uniform());
    const values = lr.map((x, i) => x + (Number.isNaN(momentum[i]!) ? 2 : 0));
    const [first, second] = fanova([numeric(momentum), numeric(lr)], values, {
      bags: 0,
    }).importances;
    // By hand: variances 1 and 1/12.
    expect(Math.abs(first!.share - 12 / 13)).toBeLessThan(0.02);
    expect(Math.abs(second!.share - 1 / 13)).toBeLessThan(0.02);
  });

  it("pairs the eight largest of more features", () => {
    const columns = uniforms(5, 200, 10);
    const values = columns[0]!.map((_, i) =>
      columns.reduce((sum, x, f) => sum + (f === 3 || f === 6 ? 0 : x[i]!), 0),
    );
    const { importances } = fanova(columns.map(numeric), values, { trees: 32, bags: 0 });
    const pairs = importances.slice(10).map(({ features }) => features);
    expect(pairs.length).toBe(28);
    expect([...new Set(pairs.flat())].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 4, 5, 7, 8, 9]);
    expect(pairs[0]).toEqual([0, 1]);
  });
});

describe("the gate", () => {
  it("closes on noise, and opens on a signal", () => {
    const passes = (strength: number, seed: number): boolean => {
      const generator = seededGenerator(seed);
      const columns = uniforms(seed + 1000, 60, 3);
      const values = columns[0]!.map((x) => strength * x + generator.normal());
      const { r2OutOfBag } = fanova(columns.map(numeric), values, { bags: 0 });
      return r2OutOfBag >= FANOVA_LEAST_R2;
    };
    const seeds = Array.from({ length: 100 }, (_, seed) => seed);
    // Were 2% of noise to pass, six or more of 100 would have a chance of 1.5%.
    expect(seeds.filter((seed) => passes(0, seed)).length).toBeLessThan(6);
    expect(seeds.slice(0, 20).every((seed) => passes(8, seed))).toBe(true);
  });
});

describe("the interval", () => {
  it("holds the expected share of forests in 95% of samples, or about", () => {
    const samples = Array.from({ length: 60 }, (_, seed) => {
      const generator = seededGenerator(seed);
      const columns = uniforms(seed + 500, 60, 3);
      const values = columns[0]!.map(
        (x, i) => 3 * x + 1.5 * columns[1]![i]! + 0.3 * generator.normal(),
      );
      return fanova(columns.map(numeric), values, { trees: 32, generator }).importances;
    });
    for (const k of [0, 1, 2]) {
      const expected = mean(samples.map((all) => all[k]!.share));
      const held = samples.filter(
        ({ [k]: one }) => one!.lower <= expected && expected <= one!.upper,
      );
      // Were it 95%, fewer than 51 of 60 would have a chance of 0.1%.
      expect(held.length).toBeGreaterThanOrEqual(51);
      const widths = samples.map((all) => all[k]!.upper - all[k]!.lower);
      // Not by being as wide as may be: intervals from the true spread would be 4 times it.
      expect(mean(widths)).toBeLessThan(8 * sd(samples.map((all) => all[k]!.share)));
    }
  });
});

describe("fanova in any case", () => {
  const [c] = fixture.cases as [Case, ...Case[]];

  it("is the same for the same seed, and another for another", () => {
    const features = featuresOf(c);
    const once = fanova(features, c.values, { trees: 8, bags: 4 });
    expect(fanova(features, c.values, { trees: 8, bags: 4 })).toEqual(once);
    const other = { trees: 8, bags: 4, generator: seededGenerator(1) };
    expect(fanova(features, c.values, other)).not.toEqual(once);
  });

  it("does not depend on the unit of a param or of the response", () => {
    const options = { trees: 8, bags: 2 };
    const plain = fanova(featuresOf(c), c.values, options);
    const features = featuresOf(c).map(({ values }) => numeric(Array.from(values, (x) => 4 * x)));
    for (const unit of [2 ** -500, 2 ** 400]) {
      const moved = fanova(
        features,
        c.values.map((y) => unit * y),
        options,
      );
      expect(moved.importances).toEqual(plain.importances);
      expect(moved.r2OutOfBag).toBe(plain.r2OutOfBag);
      expect(moved.totalVariance).toBe(plain.totalVariance * unit * unit);
    }
  });

  it("keeps every share and interval between 0 and 1", () => {
    const run = record({
      x: double({ noNaN: false }),
      level: integer({ min: 0, max: 40 }),
      y: double({ min: -1e300, max: 1e300, noNaN: true }),
    });
    assert(
      property(array(run, { minLength: 4, maxLength: 25 }), integer(), (runs, seed) => {
        const features = [
          numeric(runs.map(({ x }) => x)),
          { values: runs.map(({ level }) => level), kind: "categorical" as const },
        ];
        const options = { trees: 4, bags: 3, generator: seededGenerator(seed) };
        const { importances, totalVariance } = fanova(
          features,
          runs.map(({ y }) => y),
          options,
        );
        expect(totalVariance >= 0).toBe(true);
        for (const { share, lower, upper } of importances) {
          const isOrdered = 0 <= lower && lower <= share + 1e-12 && share <= upper + 1e-12;
          expect(Number.isNaN(share + lower) || (isOrdered && upper <= 1)).toBe(true);
        }
        const total = importances.reduce((sum, { share }) => sum + share, 0);
        expect(Number.isNaN(total) || Math.abs(total - 1) < 1e-6).toBe(true);
      }),
    );
  });

  it("gives a param that does not vary no share", () => {
    const { importances } = fanova(
      [...featuresOf(c).slice(0, 1), numeric(c.values.map(() => 3)), numeric([])],
      c.values,
      { trees: 4, bags: 0 },
    );
    expect(importances[0]!.share).toBeCloseTo(1, 12);
    expect(importances.slice(1).map(({ share }) => share)).toEqual([0, 0, 0, 0, 0]);
    expect(importances[0]!.lower).toBeNaN();
  });

  it("has no answer where the response does not vary, or is not a number", () => {
    for (const values of [[], [1], [1, 1, 1], [1, NaN, 2], [1, Infinity, 2]]) {
      const result = fanova([numeric([1, 2, 3])], values);
      expect(result.importances).toEqual([
        { features: [0], share: NaN, sd: NaN, lower: NaN, upper: NaN },
      ]);
      expect([result.r2OutOfBag, result.trees]).toEqual([NaN, 0]);
    }
    expect(fanova([numeric([1, 2, 3])], [1, 1, 1]).totalVariance).toBe(0);
    expect(fanova([numeric([1, 2, 3])], [1, NaN, 1]).totalVariance).toBeNaN();
    expect(fanova([], [1, 2, 3]).importances).toEqual([]);
  });

  it("answers for two runs, without an interval", () => {
    const { importances, trees } = fanova([numeric([1, 2])], [1, 2]);
    expect(importances[0]!.share).toBe(1);
    expect(importances[0]!.lower).toBeNaN();
    // Half of the samples of two runs have both.
    expect(trees).toBeGreaterThan(16);
    expect(trees).toBeLessThan(48);
  });

  it("changes no input", () => {
    const x = Object.freeze([3, 1, NaN, 2, 7]);
    fanova(Object.freeze([numeric(x)]), Object.freeze([1, 5, 2, 4, 3]), { trees: 2, bags: 1 });
    expect([...x]).toEqual([3, 1, NaN, 2, 7]);
  });
});
