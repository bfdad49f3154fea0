import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { seededGenerator, xoshiro128 } from "../../src/stats/generator.js";
import { mean } from "../../src/stats/mean.js";
import { sd } from "../../src/stats/variance.js";
import fixture from "./fixtures/generator.json" with { type: "json" };

const first = (seed: number): number => seededGenerator(seed).uniform();

describe("seededGenerator", () => {
  it("draws the reference sequence of xoshiro128**", () => {
    // The first outputs of the authors' C code from the state 1, 2, 3, 4.
    const state: [number, number, number, number] = [1, 2, 3, 4];
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ];
    expect(expected.map(() => xoshiro128(state))).toEqual(expected);
  });

  it("is seeded by splitmix64 as an independent program is", () => {
    for (const { seed, uniform, bits } of fixture.cases) {
      const [one, other] = [seededGenerator(seed), seededGenerator(seed)];
      expect(uniform.map(() => one.uniform())).toEqual(uniform);
      expect(bits.map(() => other.int(2 ** 32))).toEqual(bits);
    }
  });

  it("draws integers evenly and in range", () => {
    const generator = seededGenerator(11);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i += 1) counts[generator.int(7)]! += 1;
    // Chi-square with 6 degrees of freedom: R: qchisq(0.999, 6) = 22.46.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46);
    assert(
      property(integer(), integer({ min: 1, max: 2 ** 32 - 1 }), (seed, below) => {
        const draw = seededGenerator(seed).int(below);
        expect(Number.isInteger(draw) && draw >= 0 && draw < below).toBe(true);
      }),
    );
  });

  it("draws normal numbers", () => {
    const generator = seededGenerator(5);
    const values = Array.from({ length: 20_000 }, () => generator.normal());
    // Four standard errors: 4 / sqrt(20,000) of the mean, 4 / sqrt(40,000) of the deviation.
    expect(Math.abs(mean(values))).toBeLessThan(0.0283);
    expect(Math.abs(sd(values) - 1)).toBeLessThan(0.02);
  });

  it("takes any number as a seed", () => {
    expect(first(1.7)).toBe(first(1));
    expect(first(NaN)).toBe(first(0));
    expect(first(2)).not.toBe(first(1));
  });
});
