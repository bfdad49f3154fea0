import { array, assert, double, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { anovaShares } from "../../src/stats/anova-shares.js";
import { anova, welchAnova } from "../../src/stats/anova.js";
import { fCdf, fUpper } from "../../src/stats/f-distribution.js";
import { studentTTwoSided } from "../../src/stats/student-t.js";
import { welch } from "../../src/stats/welch.js";
import { disagreements, relativeError } from "./agree.js";
import sharesFixture from "./fixtures/anova-shares.json" with { type: "json" };
import anovaFixture from "./fixtures/anova.json" with { type: "json" };
import fFixture from "./fixtures/f-distribution.json" with { type: "json" };

const GROUP = array(
  integer({ min: -400, max: 400 }).map((k) => k / 4),
  { minLength: 2, maxLength: 8 },
);

describe("F distribution", () => {
  it("agrees with R's pf", () => {
    // `null` stands for infinitely many degrees of freedom.
    const wrong = disagreements(fFixture.cases, 1e-11, (c) => {
      const df = c.df ?? Infinity;
      const dfResidual = c.dfResidual ?? Infinity;
      return [
        [fCdf(c.f, df, dfResidual), c.lower],
        [fUpper(c.f, df, dfResidual), c.upper],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("is the square of Student's t with one degree of freedom", () => {
    assert(
      property(
        double({ min: 1e-3, max: 100, noNaN: true }),
        double({ min: 1, max: 1e4, noNaN: true }),
        (t, df) => {
          expect(relativeError(fUpper(t * t, 1, df), studentTTwoSided(t, df))).toBeLessThan(1e-10);
        },
      ),
    );
  });

  it("knows its ends", () => {
    expect([fUpper(0, 2, 5), fUpper(-1, 2, 5), fUpper(Infinity, 2, 5)]).toEqual([1, 1, 0]);
    expect([fCdf(0, 2, 5), fCdf(Infinity, 2, 5)]).toEqual([0, 1]);
    for (const [df, dfResidual] of [
      [0, 5],
      [2, 0],
      [-1, 5],
      [NaN, 5],
    ] as const) {
      expect(fUpper(1, df, dfResidual)).toBeNaN();
    }
    expect(fUpper(NaN, 2, 5)).toBeNaN();
  });
});

describe("anova", () => {
  it("agrees with R, and Welch's form with R's oneway.test", () => {
    const wrong = disagreements(anovaFixture.cases, 1e-9, (c) => {
      const [plain, welched] = [anova(c.groups), welchAnova(c.groups)];
      const fields = ["f", "dfBetween", "dfWithin", "p"] as const;
      return [
        [plain.ssBetween, c.ssBetween],
        [plain.ssWithin, c.ssWithin],
        ...fields.map((field) => [plain[field], c[field]] as const),
        ...fields.map((field) => [welched[field], c.welch[field]] as const),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("has no F without spread, without two groups, or without degrees of freedom", () => {
    const none = { f: NaN, p: NaN };
    expect(
      anova([
        [1, 1],
        [2, 2],
      ]),
    ).toMatchObject({ ...none, ssBetween: 1, ssWithin: 0 });
    expect(
      anova([
        [0.3, 0.1 + 0.2],
        [0.6, 0.6],
      ]),
    ).toMatchObject(none);
    expect(anova([[1], [2]])).toMatchObject({ ...none, dfWithin: 0 });
    expect(anova([[1, 2, 3]])).toMatchObject({ ...none, dfBetween: 0 });
    expect(anova([])).toMatchObject(none);
    expect(
      anova([
        [1, NaN],
        [2, 3],
      ]),
    ).toMatchObject(none);
    expect(
      welchAnova([
        [1, 1],
        [2, 3],
      ]),
    ).toMatchObject({ ...none, dfWithin: NaN });
    expect(welchAnova([[1], [2, 3]])).toMatchObject(none);
    expect(welchAnova([])).toMatchObject(none);
  });

  it("leaves out groups without values", () => {
    const groups = [
      [1, 2, 4],
      [3, 5],
    ];
    expect(anova([...groups, []])).toEqual(anova(groups));
    expect(welchAnova([[], ...groups])).toEqual(welchAnova(groups));
  });

  it("is the square of Welch's t for two groups", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const { f, dfWithin, p } = welchAnova([a, b]);
        const expected = welch(a, b);
        if (Number.isNaN(f)) return;
        expect(Math.abs(f - expected.t ** 2)).toBeLessThanOrEqual(1e-10 * (1 + f));
        expect(relativeError(dfWithin, expected.df)).toBeLessThan(1e-10);
        expect(Math.abs(p - expected.p)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("anovaShares", () => {
  it("agrees with R's anova", () => {
    const wrong = disagreements(sharesFixture.cases, 1e-8, (c) => {
      const { shares, higher, noise } = anovaShares(c.values, c.factors);
      expect(shares.map(({ factors }) => factors)).toEqual(c.shares.map(({ factors }) => factors));
      return [
        ...c.shares.flatMap((expected, i) =>
          (["ss", "df", "share", "f", "p"] as const).map(
            (field) => [shares[i]![field], expected[field]] as const,
          ),
        ),
        ...(["ss", "df", "share"] as const).flatMap((field) => [
          [noise[field], c.noise[field]] as const,
          // Without higher interactions only rounding is left.
          ...(c.higher.df > 0 ? [[higher[field], c.higher[field]] as const] : []),
        ]),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("is undefined where the grid is not balanced", () => {
    const holes = anovaShares(
      [1, 2, 3],
      [
        [0, 0, 1],
        [0, 1, 0],
      ],
    );
    expect(holes.shares).toEqual([]);
    expect([holes.noise.share, holes.higher.share]).toEqual([NaN, NaN]);
    expect(anovaShares([1, 2, 3, 4, 5], [[0, 0, 1, 1, 1]]).shares).toEqual([]);
    expect(anovaShares([1, 2], [[0]]).shares).toEqual([]);
    expect(anovaShares([], []).shares).toEqual([]);
  });

  it("has shares but no test without anything to test against", () => {
    const { shares, noise } = anovaShares(
      [1, 2, 4, 8],
      [
        [0, 0, 1, 1],
        [0, 1, 0, 1],
      ],
    );
    expect(shares.map(({ f, p }) => [f, p])).toEqual(Array.from(shares, () => [NaN, NaN]));
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 14);
    expect(noise).toEqual({ ss: 0, df: 0, share: 0 });
    const same = anovaShares([3, 3, 3, 3], [[0, 0, 1, 1]]);
    expect(same.shares[0]).toMatchObject({ ss: 0, share: NaN, f: NaN, p: NaN });
    expect(anovaShares([1, 2, 4], []).noise.df).toBe(2);
    expect(anovaShares([1, 2, 4], []).noise.share).toBeCloseTo(1, 14);
    expect(anovaShares([1, NaN], [[0, 1]]).shares[0]!.ss).toBeNaN();
  });

  it("adds up to 1, whatever levels are called and in whatever order runs come", () => {
    const levels = tuple(
      integer({ min: 1, max: 3 }),
      integer({ min: 1, max: 3 }),
      integer({ min: 1, max: 3 }),
      integer({ min: 1, max: 3 }),
    );
    assert(
      property(levels, integer({ min: 1, max: 999 }), ([a, b, c, runs], k) => {
        const count = a * b * c * runs;
        const places = Array.from({ length: count }, (_, i) => [
          i % a,
          Math.floor(i / a) % b,
          Math.floor(i / (a * b)) % c,
        ]);
        const values = places.map((_, i) => ((i * i * k) % 101) / 4);
        if (new Set(values).size === 1) return;
        const factor = (position: number): number[] => places.map((place) => place[position]!);
        const plain = anovaShares(values, [factor(0), factor(1), factor(2)]);
        const turned = anovaShares(
          values.toReversed(),
          [0, 1, 2].map((f) =>
            factor(f)
              .map((level) => -level * 8.5)
              .toReversed(),
          ),
        );
        const total = (of: typeof plain): number =>
          of.shares.reduce((sum, { share }) => sum + share, of.higher.share + of.noise.share);
        expect(total(plain)).toBeCloseTo(1, 12);
        for (const [i, { share, df }] of plain.shares.entries()) {
          expect(Math.abs(turned.shares[i]!.share - share)).toBeLessThan(1e-12);
          expect(turned.shares[i]!.df).toBe(df);
        }
      }),
    );
  });
});
