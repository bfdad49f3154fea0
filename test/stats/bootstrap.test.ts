import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bootstrap,
  type Bootstrap,
  type BootstrapOptions,
  type SamplesStatistic,
  type SampleStatistic,
} from "../../src/stats/bootstrap.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { iqm } from "../../src/stats/iqm.js";
import { mean } from "../../src/stats/mean.js";
import { multisetCount } from "../../src/stats/multisets.js";
import { median } from "../../src/stats/quantile.js";
import { resampledMeans } from "../../src/stats/resampled-means.js";
import { sd } from "../../src/stats/variance.js";
import { disagreements, relativeError } from "./agree.js";
import exact from "./fixtures/bootstrap-exact.json" with { type: "json" };
import scipy from "./fixtures/bootstrap-scipy.json" with { type: "json" };

const correlation = (a: Float64Array, b: Float64Array): number => {
  const [x, y] = [a.map((value) => value - mean(a)), b.map((value) => value - mean(b))];
  const products = x.reduce((sum, value, i) => sum + value * (y[i] ?? NaN), 0);
  return products / ((a.length - 1) * sd(a) * sd(b));
};

/** The statistics of the fixtures that have no name in `bootstrap`. */
const FUNCTIONS: Record<string, SamplesStatistic> = {
  "ratio of means": (a: Float64Array, b: Float64Array) => mean(a) / mean(b),
  correlation,
};

/** The same statistics as functions, for which nothing is specialised. */
const PLAIN = {
  mean,
  median,
  iqm,
  "difference of means": (a: Float64Array, b: Float64Array) => mean(a) - mean(b),
};

const run = (
  samples: readonly number[][],
  statistic: string,
  options: BootstrapOptions,
): Bootstrap =>
  samples.length === 1
    ? bootstrap(samples[0] ?? [], statistic as SampleStatistic, options)
    : bootstrap(samples, FUNCTIONS[statistic] ?? (statistic as SamplesStatistic), options);

const normals = (seed: number, n: number): number[] => {
  const generator = seededGenerator(seed);
  return Array.from({ length: n }, () => generator.normal());
};

describe("bootstrap of few values", () => {
  it.each(["percentile", "basic"] as const)(
    "counts every resample, as enumeration by Python does: %s",
    (method) => {
      const wrong = disagreements(exact.cases, 1e-9, (c) => {
        const ours = run(c.samples, c.statistic, { ...c, method });
        return [
          [ours.estimate, c.estimate],
          [ours.lower, c[method][0] ?? NaN],
          [ours.upper, c[method][1] ?? NaN],
          [ours.standardError, c.standardError],
          [Number(ours.exact), 1],
        ];
      });
      expect(wrong).toEqual([]);
    },
  );

  it("has the bias of the enumeration", () => {
    for (const c of exact.cases) {
      const ours = run(c.samples, c.statistic, c);
      expect(Math.abs(ours.bias - c.bias)).toBeLessThan(1e-9 * c.standardError);
    }
  });

  it("gives a named statistic what it gives the function", () => {
    const sample = array(integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 5 });
    const name = constantFrom("mean", "median", "iqm");
    assert(
      property(sample, sample, name, (a, b, one) => {
        const pairs = [
          [bootstrap(a, one), bootstrap(a, PLAIN[one])],
          [
            bootstrap([a, b], "difference of means"),
            bootstrap([a, b], PLAIN["difference of means"]),
          ],
        ] as const;
        for (const [ours, plain] of pairs) {
          expect(ours.lower).toBeCloseTo(plain.lower, 12);
          expect(ours.upper).toBeCloseTo(plain.upper, 12);
          expect(ours.standardError).toBeCloseTo(plain.standardError, 12);
          expect(ours.resamples).toBe(plain.resamples);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("counts up to eight values, and two million different resamples", () => {
    // choose(15, 7), and choose(11, 5) squared.
    expect(bootstrap(normals(1, 8), "mean")).toMatchObject({ exact: true, resamples: 6435 });
    const six = bootstrap([normals(1, 6), normals(2, 6)], "difference of means");
    expect(six).toMatchObject({ exact: true, resamples: 213_444 });
    const seven = bootstrap([normals(1, 7), normals(2, 7)], "difference of means");
    expect(seven).toMatchObject({ exact: false, resamples: 10_000 });
    expect(bootstrap(normals(1, 9), "mean").exact).toBe(false);
    expect(multisetCount(8)).toBe(6435);
  });
});

describe("bootstrap by drawing", () => {
  it("agrees with half a million draws by scipy", () => {
    for (const c of scipy.cases) {
      const method = c.method as "percentile" | "basic" | "bca";
      const options = { paired: c.paired, method, resamples: 40_000 };
      const ours = run(c.samples, c.statistic, options);
      // An end at 2.5% of 40,000 draws has a standard error of about 0.013 standard errors of the estimate; BCa's
      // levels lie further out, and the median's replicates in steps.
      const slack = (c.statistic === "median" ? 0.2 : 0.08) * c.standardError;
      expect(Math.abs(ours.lower - (c.interval[0] ?? NaN))).toBeLessThan(slack);
      expect(Math.abs(ours.upper - (c.interval[1] ?? NaN))).toBeLessThan(slack);
      expect(relativeError(ours.standardError, c.standardError)).toBeLessThan(0.02);
      expect(ours.method).toBe(method);
    }
  });

  it("draws means that are those of resamples, for every size of table", () => {
    expect(new Set(resampledMeans(Float64Array.of(7), 9, seededGenerator(1)))).toEqual(
      new Set([7]),
    );
    for (const n of [2, 3, 9, 15, 16, 17, 64, 65, 130]) {
      const values = Float64Array.from(normals(n, n));
      const drawn = resampledMeans(values, 20_000, seededGenerator(n));
      const theory = sd(values) * Math.sqrt((n - 1) / n / n);
      // Four standard errors of the mean, and of the deviation, of 20,000 draws.
      expect(Math.abs(mean(drawn) - mean(values))).toBeLessThan((4 * theory) / Math.sqrt(20_000));
      expect(Math.abs(sd(drawn) / theory - 1)).toBeLessThan(0.025);
    }
  });

  it("draws the means of three values as often as they can be drawn", () => {
    const drawn = resampledMeans(Float64Array.of(0, 1, 10), 27_000, seededGenerator(4));
    const counts = new Map<number, number>();
    for (const x of drawn) {
      const sum = Math.round(3 * x);
      counts.set(sum, (counts.get(sum) ?? 0) + 1);
    }
    // Of 27 orders: three of a kind 1, a pair 3, all different 6.
    const orders = { 0: 1, 3: 1, 30: 1, 1: 3, 2: 3, 10: 3, 20: 3, 12: 3, 21: 3, 11: 6 };
    const terms = Object.entries(orders).map(
      ([sum, ways]) => ((counts.get(Number(sum)) ?? 0) - 1000 * ways) ** 2 / (1000 * ways),
    );
    // R: qchisq(0.999, 9) = 27.88.
    expect(terms.reduce((sum, term) => sum + term, 0)).toBeLessThan(27.88);
  });

  it("draws the same for a seed, and other resamples for another", () => {
    const values = normals(3, 30);
    const first = bootstrap(values, "mean");
    expect(bootstrap(values, "mean", { seed: 0 })).toEqual(first);
    expect(bootstrap(values, "mean", { generator: seededGenerator(0) })).toEqual(first);
    expect(bootstrap(values, "mean", { seed: 1 }).lower).not.toBe(first.lower);
    expect(bootstrap(values, "mean", { resamples: 500.9 }).resamples).toBe(500);
  });

  it("uses BCa from 20 values on, in every sample", () => {
    const [many, few] = [normals(1, 20), normals(2, 19)];
    expect(bootstrap(many, "median").method).toBe("bca");
    expect(bootstrap(few, "median").method).toBe("percentile");
    expect(bootstrap([many, few], "difference of means").method).toBe("percentile");
    expect(bootstrap(few, "mean", { method: "bca" }).method).toBe("percentile");
    expect(bootstrap(few, "mean", { method: "basic" }).method).toBe("basic");
  });

  it("knows ties of decimal fractions, which rounding would break", () => {
    const tenths = Array.from({ length: 20 }, (_, i) => (i % 4) / 10);
    const scaled = tenths.map((x) => x * 10);
    const [a, b] = [bootstrap(tenths, "mean"), bootstrap(scaled, "mean")];
    expect(10 * a.lower).toBeCloseTo(b.lower, 12);
    expect(10 * a.upper).toBeCloseTo(b.upper, 12);
  });

  it("is unmoved by a statistic that changes what it is given", () => {
    const values = normals(5, 25);
    const sorting = (x: Float64Array): number => x.sort()[12] ?? NaN;
    const honest = (x: Float64Array): number => x.toSorted()[12] ?? NaN;
    expect(bootstrap(values, sorting)).toEqual(bootstrap(values, honest));
    expect(bootstrap(values.slice(0, 6), sorting)).toEqual(bootstrap(values.slice(0, 6), honest));
  });
});

describe("bootstrap where there is no answer", () => {
  const nothing = { estimate: NaN, lower: NaN, upper: NaN, standardError: NaN, bias: NaN };

  it("has no estimate without values, or with ones that are not finite", () => {
    expect(bootstrap([], "mean")).toMatchObject(nothing);
    expect(bootstrap([[], [1, 2]], "difference of means")).toMatchObject(nothing);
    expect(bootstrap([1, NaN], "median")).toMatchObject(nothing);
    expect(bootstrap([1, Infinity], mean)).toMatchObject(nothing);
  });

  it("has no interval for one value", () => {
    expect(bootstrap([3], "mean")).toMatchObject({ ...nothing, estimate: 3 });
    expect(bootstrap([[3, 4], [1]], "difference of means")).toMatchObject({
      ...nothing,
      estimate: 2.5,
    });
  });

  it("has an interval of no width for values that are all the same", () => {
    for (const n of [2, 5, 40])
      for (const statistic of ["mean", "median", "iqm"] as const) {
        const same = { estimate: 0.1, lower: 0.1, upper: 0.1, standardError: 0 };
        expect(bootstrap(Array(n).fill(0.1), statistic)).toMatchObject(same);
      }
  });

  it("pairs only samples of one size", () => {
    const options = { paired: true };
    expect(bootstrap([[1, 2], [3]], "difference of means", options)).toMatchObject(nothing);
    expect(
      bootstrap(
        [
          [1, 2, 3],
          [3, 4],
        ],
        correlation,
        options,
      ),
    ).toMatchObject(nothing);
  });

  it("has no interval where the statistic of a resample is not finite", () => {
    const ours = bootstrap(
      [
        [1, 2, 4, 3],
        [3, 5, 4, 7],
      ],
      correlation,
      { paired: true },
    );
    expect(ours.estimate).toBeGreaterThan(0);
    expect([ours.lower, ours.upper]).toEqual([NaN, NaN]);
  });

  it("has no interval from no resamples", () => {
    for (const resamples of [0, -3, NaN, Infinity])
      expect(bootstrap(normals(1, 30), "mean", { resamples })).toMatchObject({
        lower: NaN,
        upper: NaN,
        standardError: NaN,
        resamples: 0,
      });
  });

  it("knows for how many samples a named statistic is", () => {
    expect(
      bootstrap(
        [
          [1, 2],
          [3, 4],
        ],
        "mean" as SamplesStatistic,
      ).estimate,
    ).toBeNaN();
    expect(bootstrap([1, 2], "difference of means" as SampleStatistic).estimate).toBeNaN();
  });
});
