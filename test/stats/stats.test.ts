import { describe, expect, it } from "vitest";
import * as stats from "../../src/stats/stats.js";

describe("the namespace stats", () => {
  it("has the names users look for", () => {
    const names = [
      "tInterval",
      "welch",
      "pairedT",
      "permutationTest",
      "signFlipTest",
      "signedRank",
      "mannWhitney",
      "hodgesLehmann",
      "iqm",
      "bootstrap",
      "holm",
      "hommel",
      "benjaminiHochberg",
      "anova",
      "kruskal",
      "friedman",
      "nemenyi",
      "tukey",
      "dunnett",
      "ptukey",
      "qtukey",
      "wilson",
      "hedgesG",
      "cliffsDelta",
      "powerT",
      "sampleSizeForWidth",
    ];
    expect(Object.keys(stats)).toEqual(expect.arrayContaining(names));
  });

  it("changes no input", () => {
    const a = Object.freeze([3, 1, 2]);
    const b = Object.freeze([5, 4, 7]);
    stats.welch(a, b);
    stats.pairedT(a, b);
    stats.permutationTest(a, b);
    stats.signFlipTest(a);
    stats.hedgesG(a, b);
    stats.cliffsDelta(a, b);
    stats.holm(Object.freeze([0.2, 0.1]));
    stats.hommel(Object.freeze([0.2, 0.1]));
    stats.benjaminiHochberg(Object.freeze([0.2, 0.1]));
    const typed = Float64Array.of(3, 1, 2);
    stats.quantile(typed, 0.2);
    stats.cliffsDelta(typed, typed);
    expect([[...a], [...b], [...typed]]).toEqual([
      [3, 1, 2],
      [5, 4, 7],
      [3, 1, 2],
    ]);
  });
});
