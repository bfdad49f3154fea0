import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { infoTable, rowsTable, runOf } from "./runs.js";

/** Runs of each arm at seeds 0 to n - 1, at each place. */
function rows(arms: readonly string[], counts: Readonly<Record<string, number>>): object[] {
  return Object.entries(counts).flatMap(([place, n]) =>
    arms.flatMap((arm, i) =>
      Array.from({ length: n }, (_, seed) => ({
        arm,
        place,
        seed,
        acc: i * 3 + seed + ((i + 1) * seed ** 2) / 7,
      })),
    ),
  );
}

// Floors by hand: of n pairs 2 of the 2^n patterns of signs are as far out as can be: 2/2^4 = 0.125, 2/2^8 = 0.0078.
describe("how far an exact test can go", () => {
  it("is told with the place, where others have more runs", () => {
    const { summary } = compare(rowsTable(rows(["a", "b"], { p: 4, q: 8 })), "acc ~ arm | place");
    expect(summary).toContain("With 4 pairs at place p an exact test cannot go below p = 0.125,");
  });

  it("is told without one, where it is the same everywhere", () => {
    const { summary } = compare(rowsTable(rows(["a", "b"], { p: 4, q: 4 })), "acc ~ arm | place");
    expect(summary).toContain("With 4 pairs an exact test cannot go below p = 0.125,");
  });

  it("is told of all contrasts together, where only their number is in the way", () => {
    const arms = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const at = (count: number): string =>
      compare(rowsTable(rows(arms.slice(0, count), { p: 8 })), "acc ~ arm").summary;
    // 2/2^8 times 7 contrasts is 0.0547; times 6 it is 0.0469.
    expect(at(8)).toContain("cannot go below p = 0.008, which is 0.055 after Holm, so the t tests");
    expect(at(7)).not.toContain("cannot go below");
  });

  it("is put down to ties, where these are the reason", () => {
    const reachedAt = (step: number): number[] => [0, 1, 2, 3].map((at) => (at >= step ? 1 : 0));
    const runs = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((seed) => [
      runOf(2 * seed + 1, { arm: "a", seed }, { acc: reachedAt(seed < 5 ? 2 : 1) }),
      runOf(2 * seed + 2, { arm: "b", seed }, { acc: reachedAt(seed < 5 ? 2 : 9) }),
    ]);
    // Three pairs differ: of their 8 patterns of signs 2 are as far out as can be.
    expect(compare(infoTable(...runs), "stepsTo(acc >= 0.9) ~ arm").summary).toContain(
      "With 8 pairs, some of them tied, a test by ranks cannot go below p = 0.250,",
    );
  });
});
