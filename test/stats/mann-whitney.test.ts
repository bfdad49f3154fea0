import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { cliffsDelta } from "../../src/stats/cliffs-delta.js";
import { mannWhitney } from "../../src/stats/mann-whitney.js";
import { disagreements, relativeError } from "./agree.js";
import scipy from "./fixtures/mann-whitney-scipy.json" with { type: "json" };
import fixture from "./fixtures/mann-whitney.json" with { type: "json" };

const GROUP = array(integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 6 });

/** U of the first `size` of the values against the others, by its definition. */
function pairsWon(first: readonly number[], second: readonly number[]): number {
  const halves = first.flatMap((x) => second.map((y) => (Math.sign(x - y) + 1) / 2));
  return halves.reduce((sum, half) => sum + half, 0);
}

describe("mannWhitney", () => {
  it("agrees with R's wilcox.test, and with exactRankTests where values tie", () => {
    const wrong = disagreements(fixture.cases, 1e-12, (c) => {
      const [a, b] = [[c.a].flat(), [c.b].flat()];
      const test = mannWhitney(a, b, { exact: c.kind === "exact" });
      expect(test.exact).toBe(c.kind === "exact");
      return [
        [test.u, c.u],
        [test.p, c.p],
        [test.superiority, c.u / (a.length * b.length)],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("agrees with scipy's mannwhitneyu", () => {
    const wrong = disagreements(scipy.cases, 1e-12, (c) => {
      const test = mannWhitney(c.a, c.b, { exact: c.kind === "exact" });
      return [
        [test.u, c.u],
        [test.p, c.p],
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("says how small p can get", () => {
    // 2 / choose(6, 3) and 2 / choose(10, 5).
    expect(mannWhitney([1, 2, 3], [7, 8, 9])).toEqual({
      n: 6,
      u: 0,
      superiority: 0,
      p: 0.1,
      smallest: 0.1,
      exact: true,
    });
    expect(mannWhitney([1, 7, 3, 9, 5], [6, 4, 8, 2, 10]).smallest).toBe(2 / 252);
    // Ones and zeros: of choose(6, 3) splits, one has all ones in the first group.
    expect(mannWhitney([1, 0, 0], [0, 1, 1]).smallest).toBe(0.1);
    // A single 1: half of the splits have it in the first group, whatever happens.
    expect(mannWhitney([1, 0, 0], [0, 0, 0]).smallest).toBe(1);
  });

  it("counts every split", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const values = [...a, ...b];
        const seen = pairsWon(a, b);
        let [below, above, total] = [0, 0, 0];
        for (let chosen = 0; chosen < 2 ** values.length; chosen += 1) {
          const first = values.filter((_, i) => ((chosen >> i) & 1) === 1);
          if (first.length !== a.length) continue;
          const u = pairsWon(
            first,
            values.filter((_, i) => ((chosen >> i) & 1) === 0),
          );
          total += 1;
          if (u <= seen) below += 1;
          if (u >= seen) above += 1;
        }
        const test = mannWhitney(a, b);
        expect(test.u).toBe(seen);
        const p = Math.min(1, (2 * Math.min(below, above)) / total);
        expect(relativeError(test.p, p)).toBeLessThanOrEqual(1e-14);
      }),
      { numRuns: 40 },
    );
  });

  it("turns with the groups, and agrees with Cliff's delta", () => {
    assert(
      property(GROUP, GROUP, (a, b) => {
        const [ab, ba] = [mannWhitney(a, b), mannWhitney(b, a)];
        expect(relativeError(ab.p, ba.p)).toBeLessThanOrEqual(1e-14);
        expect(ab.u + ba.u).toBe(a.length * b.length);
        expect(Math.abs(2 * ab.superiority - 1 - cliffsDelta(a, b))).toBeLessThan(1e-15);
        expect(ab.p >= ab.smallest * (1 - 1e-14)).toBe(true);
        const normal = mannWhitney(a, b, { exact: false });
        expect(normal.p).toBe(mannWhitney(b, a, { exact: false }).p);
      }),
    );
  });

  it("counts up to 2,500 pairs", () => {
    const first = Array.from({ length: 50 }, (_, i) => i);
    const second = first.map((x) => x + 8.5);
    expect(mannWhitney(first, second).exact).toBe(true);
    expect(mannWhitney([...first, 60], second).exact).toBe(false);
    // By hand: the third place from the end of 2,501.
    const places = Array.from({ length: 2500 }, (_, i) => i);
    expect(relativeError(mannWhitney([1.5], places).p, 6 / 2501)).toBeLessThan(1e-14);
  });

  it("has an answer for values that are all the same, and none without values or for NaN", () => {
    const same = Array.from({ length: 80 }, () => 3);
    expect(mannWhitney(same, same)).toMatchObject({ p: 1, smallest: 1, superiority: 0.5 });
    expect(mannWhitney([1], [1]).p).toBe(1);
    expect(mannWhitney([], [1]).p).toBeNaN();
    expect(mannWhitney([1, NaN], [1]).u).toBeNaN();
    expect(mannWhitney([Infinity], [-Infinity, 0]).superiority).toBe(1);
  });
});
