import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { averageBlocks } from "../../src/compare/average-blocks.js";
import type { Unit } from "../../src/compare/observe.js";
import { rankSettings, sharedSettings } from "../../src/compare/worst-ranks.js";

type Values = readonly (number | null)[];

interface Case {
  readonly kind: "pairs" | "signs" | "groups" | "blocks" | "settings";
  readonly direction: "up" | "down";
  /** By seed; rows of a table are seeds or blocks, columns settings or runs. Null where a run failed. */
  readonly a: Values | readonly Values[];
  readonly b: Values | readonly Values[];
  readonly worst: number;
  readonly finished: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL("fixtures/failures.json", import.meta.url), "utf8"),
) as { cases: Readonly<Record<string, Case>> };

function unitOf(arm: string, setting: number, block: number, value: number | null): Unit {
  return {
    ids: [0],
    rows: [0],
    facets: [],
    levels: [arm, setting],
    block,
    setting: [],
    binned: [],
    value,
    censored: value === Infinity,
    ended: value === null ? [] : [value],
    runs: 1,
    failed: value === null ? 1 : 0,
    lost: value === null ? [0] : [],
  };
}

/** The units of one side; runs of a block share a setting, and are averaged. */
function unitsOf(arm: string, { kind }: Pick<Case, "kind">, values: Case["a"]): Unit[] {
  const units = values.flatMap((row, block) =>
    (Array.isArray(row) ? (row as Values) : [row as number | null]).map((value, column) =>
      unitOf(arm, kind === "settings" ? column : 0, block, value),
    ),
  );
  return kind === "blocks" ? [...averageBlocks(units, "dataset").units] : units;
}

describe("ranks within settings and blocks", () => {
  it.each(Object.entries(cases))("are R's: %s", (_, one) => {
    const sides = { treated: unitsOf("b", one, one.b), control: unitsOf("a", one, one.a) };
    const how = {
      paired: one.kind !== "groups",
      method: one.kind === "signs" ? "ranks" : "paired t",
    } as const;
    const settings = sharedSettings(sides, 0);
    expect(settings).toHaveLength(one.kind === "settings" ? 3 : 1);
    const failedAs = one.direction === "up" ? -Infinity : Infinity;
    expect(rankSettings(settings, how, failedAs)!.p).toBeCloseTo(one.worst, 12);
    expect(rankSettings(settings, how, undefined)!.p).toBeCloseTo(one.finished, 12);
  });

  it("ignore settings that one side was never tried at", () => {
    const control = [0, 1, 2].map((seed) => unitOf("a", 1, seed, seed));
    const treated = [
      ...[0, 1, 2].map((seed) => unitOf("b", 1, seed, seed + 1)),
      ...[0, 1, 2].map((seed) => unitOf("b", 9, seed, null)),
    ];
    const settings = sharedSettings({ treated, control }, 0);
    expect(settings).toHaveLength(1);
    expect(settings[0]!.treated).toHaveLength(3);
  });

  it("are not made up for settings without pairs, nor for none", () => {
    const side = (arm: string): Unit[] =>
      [0, 1, 2].map((seed) => unitOf(arm, seed % 2, seed, seed));
    const settings = sharedSettings({ treated: side("b"), control: side("a") }, 0);
    expect(rankSettings(settings, { paired: false, method: "Welch" }, -Infinity)).toBeUndefined();
    expect(rankSettings([], { paired: true, method: "paired t" }, -Infinity)).toBeUndefined();
  });

  it("take a pair that never got there on either side for one without a difference", () => {
    const side = (arm: string, values: readonly number[]): Unit[] =>
      values.map((value, seed) => unitOf(arm, 0, seed, value));
    const sides = {
      treated: side("b", [Infinity, 2, 3, 4]),
      control: side("a", [Infinity, 1, 1, Infinity]),
    };
    const test = rankSettings([sides], { paired: true, method: "ranks" }, Infinity)!;
    // By hand: signs +, +, -: half of all 8 choices are at least as far from the middle on each side.
    expect(test.p).toBe(1);
    expect(test.sign).toBeGreaterThan(0);
  });

  it("find no more than they should where the level makes no difference and fails no more often", () => {
    // Settings share what a seed does, so that taking them for replicates would find far too much.
    let state = 1;
    const uniform = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    let found = 0;
    const studies = 2000;
    for (let study = 0; study < studies; study += 1) {
      const side = (arm: string): Unit[] =>
        Array.from({ length: 8 }, (_, seed) => ({ seed, own: uniform() })).flatMap(
          ({ seed, own }) =>
            [0, 1, 2].map((setting) => {
              const failed = uniform() < 0.1;
              return unitOf(arm, setting, seed, failed ? null : own + 0.1 * uniform());
            }),
        );
      const settings = sharedSettings({ treated: side("b"), control: side("a") }, 0);
      const how = { paired: true, method: "linear model" } as const;
      if (rankSettings(settings, how, -Infinity)!.p < 0.05) found += 1;
    }
    expect(found / studies).toBeLessThan(0.06);
  });
});
