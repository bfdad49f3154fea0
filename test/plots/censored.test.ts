import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { infoTable, runOf } from "../compare/runs.js";
import { chartTrouble } from "./check-chart.js";
import { rowsWith, subtitle, texts } from "./probes.js";

/** Four seeds of three rates: all get to 1 at once, one of four never does, none ever does. */
function waits(): Comparison {
  const runs = [0.1, 0.2, 0.4].flatMap((lr, i) =>
    [0, 1, 2, 3].map((seed) => {
      const never = i === 2 || (i === 1 && seed === 3);
      const acc = [0, 0.5, 0.6, 0.7, 0.8].map((value, step) => (step > seed ? 1 : value));
      return runOf(4 * i + seed, { lr, seed }, { acc: never ? acc.map(() => 0.5) : acc });
    }),
  );
  return compare(infoTable(...runs), "stepsTo(acc >= 1) ~ lr");
}

describe("runs that never got there", () => {
  it.each([
    ["interval", "▷"],
    ["slopes", "△"],
    ["response", "△"],
  ] as const)("are marked at the edge of %s, and counted", async (as, mark) => {
    const chart = drawComparison(waits(), { as });
    const said = chart.toSVG();
    expect(rowsWith(chart, "edge", "never").map(({ never }) => never)).toEqual([
      "1 of 4 never got there",
      "4 of 4 never got there",
    ]);
    expect(subtitle(chart)).toContain("5 of 12 runs never got there");
    expect(subtitle(chart)).toContain(`${mark} at the edge marks`);
    expect(said).toMatch(/1 of 4 never/);
    expect(said).toMatch(/4 of 4 never/);
    expect(await chartTrouble(chart)).toEqual([]);
  });

  it("lie beyond all runs that did", () => {
    const [row] = rowsWith(drawComparison(waits(), { as: "slopes" }), "edge", "never");
    expect(row!["edge"]).toBeGreaterThan(4);
  });

  it("are worse than all others in a profile and in the probability of improvement", () => {
    const shares = rowsWith(drawComparison(waits(), { as: "profile" }), "level", "share");
    expect(Math.max(...shares.map(({ share }) => share!))).toBe(1);
    const improvement = drawComparison(waits(), { as: "improvement" });
    // Of the 16 pairs of a run at 0.4 and one at 0.1 none is won.
    expect(texts(improvement)).toContain("0.00");
  });

  it("are in the description, and no number stands at an axis where there is none", () => {
    const none = infoTable(
      ...["a", "b"].flatMap((arm, i) =>
        [0, 1].map((seed) => runOf(2 * i + seed, { arm, seed }, { acc: [0, 0.5] })),
      ),
    );
    const chart = drawComparison(compare(none, "stepsTo(acc >= 1) ~ arm"));
    expect(chart.description).toContain("of 4 runs");
    expect(texts(chart).filter((text) => /^[\d.]+$/.test(text))).toEqual([]);
  });
});
