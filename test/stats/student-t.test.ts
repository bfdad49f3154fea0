import { assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  studentTCdf,
  studentTDensity,
  studentTQuantile,
  studentTTwoSided,
  studentTUpper,
} from "../../src/stats/student-t.js";
import { normalUpper } from "../../src/stats/normal.js";
import { noncentralTUpper } from "../../src/stats/noncentral-t.js";
import { disagreements, relativeError } from "./agree.js";
import noncentral from "./fixtures/noncentral-t.json" with { type: "json" };
import quantiles from "./fixtures/student-t-quantile.json" with { type: "json" };
import fixture from "./fixtures/student-t.json" with { type: "json" };

const DF = double({ min: 0.5, max: 2e6, noNaN: true });

describe("Student's t", () => {
  it("agrees with mpmath, from t = 1e-9 to 1e200 and df = 0.5 to 1e10", () => {
    const wrong = disagreements(fixture.cases, 3e-13, (c) => [
      [studentTUpper(c.t, c.df), c.upper],
      [studentTDensity(c.t, c.df), c.density],
    ]);
    expect(wrong).toEqual([]);
  });

  it("has the quantiles of R", () => {
    // `null` stands for infinitely many degrees of freedom.
    const wrong = disagreements(quantiles.cases, 1e-12, (c) => [
      [studentTQuantile(c.p, c.df ?? Infinity), c.quantile],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is the Cauchy distribution with one degree of freedom", () => {
    for (const t of [0.01, 1, 40, 1e9, 1e100]) {
      const exact = Math.atan(1 / t) / Math.PI;
      expect(relativeError(studentTUpper(t, 1), exact)).toBeLessThan(1e-14);
    }
  });

  it("is normal with infinitely many degrees of freedom", () => {
    expect(studentTUpper(1.3, Infinity)).toBe(normalUpper(1.3));
    expect(relativeError(studentTUpper(1.3, 1e15), normalUpper(1.3))).toBeLessThan(1e-14);
  });

  it("has quantiles at 1e-300, where R's lose digits", () => {
    for (const df of [1, 3, 9, 100, 1e6]) {
      const t = studentTQuantile(1e-300, df);
      expect(relativeError(studentTCdf(t, df), 1e-300)).toBeLessThan(1e-12);
    }
  });

  it("is continuous where the method changes", () => {
    for (const t of [1e-6, 0.5, 2, 10, 30]) {
      const [below, above] = [studentTUpper(t, 1e5 * (1 - 1e-15)), studentTUpper(t, 1e5)];
      expect(relativeError(above, below)).toBeLessThanOrEqual(2e-13);
    }
  });

  it("returns from the quantile to the probability", () => {
    const logP = double({ min: -300, max: -0.1, noNaN: true });
    assert(
      property(logP, DF, (log, df) => {
        const p = Math.exp(log);
        const t = studentTQuantile(p, df);
        // Few degrees of freedom put far quantiles beyond the largest double.
        const back = Number.isFinite(t) ? studentTCdf(t, df) : p;
        expect(relativeError(back, p)).toBeLessThan(1e-12);
      }),
    );
  });

  it("is symmetric and adds up to one", () => {
    assert(
      property(double({ min: -50, max: 50, noNaN: true }), DF, (t, df) => {
        expect(studentTCdf(t, df)).toBe(studentTUpper(-t, df));
        expect(Math.abs(studentTCdf(t, df) + studentTUpper(t, df) - 1)).toBeLessThan(1e-15);
        expect(
          relativeError(studentTTwoSided(t, df), 2 * studentTUpper(Math.abs(t), df)),
        ).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it("knows its ends", () => {
    expect([studentTCdf(-Infinity, 3), studentTCdf(Infinity, 3)]).toEqual([0, 1]);
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3)]).toEqual([-Infinity, Infinity]);
    for (const df of [0, -1, NaN]) {
      expect(studentTCdf(1, df)).toBeNaN();
      expect(studentTDensity(1, df)).toBeNaN();
      expect(studentTQuantile(0.3, df)).toBeNaN();
    }
    expect(studentTUpper(NaN, 3)).toBeNaN();
  });
});

describe("noncentral t", () => {
  it("agrees with mpmath's quadrature in the upper tail", () => {
    const wrong = disagreements(noncentral.cases, 1e-12, (c) => [
      [noncentralTUpper(c.t, c.df, c.ncp), c.upper],
    ]);
    expect(wrong).toEqual([]);
  });

  it("is Student's t without noncentrality", () => {
    assert(
      property(
        double({ min: -10, max: 10, noNaN: true }),
        double({ min: 1, max: 1e5, noNaN: true }),
        (t, df) => {
          const error = relativeError(noncentralTUpper(t, df, 0), studentTUpper(t, df));
          expect(error).toBeLessThan(2e-12);
        },
      ),
    );
  });
});
