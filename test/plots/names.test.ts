import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import type { Level } from "../../src/compare/types.js";
import { chartFormat } from "../../src/plots/chart/chart-format.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { combinationNames, levelNames } from "../../src/plots/look/level-names.js";
import { levelStyles } from "../../src/plots/look/level-style.js";
import { drawError } from "../../src/plots/render/draw-error.js";
import { renderPng } from "../../src/plots/render/render-png.js";
import { renderSvg } from "../../src/plots/render/render-svg.js";
import { vegaRuntime } from "../../src/plots/render/vega-runtime.js";
import { enoughTicks } from "../../src/plots/marks/value-axis.js";
import { CeterisError } from "../../src/util/error.js";
import { curvesOf, runsOf } from "./made-up.js";

interface Ticks {
  ticks(count: number): number[];
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(factor: string, levels: readonly unknown[], seeds = 3): Row[] {
  return levels.flatMap((level, i) =>
    Array.from({ length: seeds }, (_, seed) => ({
      [factor]: level,
      seed,
      accuracy: i + ((i + 1) * seed ** 2) / 10,
    })),
  );
}

function compared(levels: readonly unknown[]): Comparison {
  return compare(runsOf(rowsOf("method", levels)), "accuracy ~ method");
}

/** Colours of the first colour scale, by level. */
function colourScale(comparison: Comparison): { domain: string[]; range: string[] } {
  const text = JSON.stringify(drawComparison(comparison).spec);
  const found = /"color":\{"field":"level","type":"nominal","scale":(\{.*?\})/.exec(text);
  return JSON.parse(found?.[1] ?? "{}") as { domain: string[]; range: string[] };
}

describe("names in the user's files", () => {
  it("may hold what String.replace takes for a pattern", () => {
    const svg = drawComparison(compared(["$&", "$'", "$`x", "$$"])).toSVG();
    expect(svg.match(/<svg/g)).toHaveLength(1);
    expect(svg).toContain("($&#39;, $&amp;, $`x and $$)");
  });

  it.each([
    ["line separator", "a\u2028b", "a\\u2028b"],
    ["paragraph separator", "a\u2029b", "a\\u2029b"],
    ["line feed", "a\nb", "a\\nb"],
    ["escape", "\u001b[31mred", "\\u001b[31mred"],
    ["null", "a\u0000", "a\\u0000"],
    ["U+FFFF", "a\uffff", "a\\uffff"],
    ["half a surrogate pair", "a\ud800", "a\\ud800"],
  ])("may hold a %s, which is shown as its escape", (_name, level, shown) => {
    const comparison = compared([level, "plain"]);
    for (const as of ["estimation", "interval"] as const) {
      const chart = drawComparison(comparison, { as, width: 600 });
      expect(chart.toSVG()).toContain(`>${shown}</`);
      expect(chart.toPNG().length).toBeGreaterThan(1000);
      expect(chart.toHTML()).toContain(JSON.stringify(shown).slice(1, -1));
    }
    expect(new Set(drawComparison(comparison).data().array("method"))).toContain(level);
  });

  it("may be shared by different levels, which stay apart", () => {
    const texts = (levels: readonly Level[]): string[] => levels.map(levelNames(levels));
    expect(texts([1, "1", "adam"])).toEqual(["1", '"1"', "adam"]);
    expect(texts([null, "none"])).toEqual(["none", '"none"']);
    expect(texts([true, "true"])).toEqual(["true", '"true"']);
    expect(texts(["a\nb", "a\\nb"])).toEqual(['"a\\nb"', '"a\\\\nb"']);
    expect(texts([1, "1", '"1"'])).toEqual(["1", '"1"', '"\\"1\\""']);
    expect(texts(["adam", "sgd"])).toEqual(["adam", "sgd"]);
  });

  it("name combinations apart where levels hold commas", () => {
    const lines = [
      ["a, b", "c"],
      ["a", "b, c"],
    ];
    const factors = [{ levels: ["a, b", "a"] }, { levels: ["c", "b, c"] }];
    expect(lines.map(combinationNames(factors, lines))).toEqual(['"a, b", "c"', '"a", "b, c"']);
  });

  it("give null and the text none a place, a label and a colour each", () => {
    const comparison = compared(["none", null, "adam"]);
    const { domain, range } = colourScale(comparison);
    expect(new Set(domain)).toEqual(new Set(["none", '"none"', "adam"]));
    expect(new Set(range).size).toBe(3);
    expect(drawComparison(comparison).toSVG()).toContain('>"none"</');
  });

  it("draws two learning curves for 1 and the text 1", () => {
    const curve = (level: Level, run: number) => ({
      levels: [level],
      seed: 0,
      run,
      died: false,
      step: [0, 1, 2],
      value: [run, run + 1, run + 2],
    });
    const set = curvesOf(["a"], [curve(1, 1), curve("1", 9)]);
    const factors = [{ name: "method", levels: [1, "1"], numeric: false }];
    const chart = curvesChart({ ...set, design: { ...set.design, factors } });
    const rows = chart.data().objects() as { line: string; mean: number }[];
    expect(rows.filter(({ line }) => line === "1").map(({ mean }) => mean)).toEqual([1, 2, 3]);
    expect(rows.filter(({ line }) => line === '"1"').map(({ mean }) => mean)).toEqual([9, 10, 11]);
    expect(chart.toSVG()).toContain('>"1"</text>');
  });

  it("take no colour from what every object has", () => {
    const [style] = levelStyles(["constructor"], { colours: {} });
    expect(style!.colour).toBe("#0072b2");
    expect(levelStyles(["x"], { colours: { x: "#123456" } })[0]!.colour).toBe("#123456");
  });

  it("leave the columns of data() alone, under the suffix _param", () => {
    const data = drawComparison(
      compare(runsOf(rowsOf("value", ["p", "q"])), "accuracy ~ value"),
    ).data();
    expect(data.columnNames()).toEqual(["response", "value_param", "seed", "run", "value"]);
    expect(new Set(data.array("value_param"))).toEqual(new Set(["p", "q"]));
    const cells = drawComparison(compare(runsOf(rowsOf("n", ["p", "q"])), "accuracy ~ n"), {
      as: "interval",
    }).data();
    expect(cells.array("n")).toEqual([3, 3]);
    expect(cells.array("n_param")).toEqual(["p", "q"]);
  });
});

describe("errors", () => {
  it("of a renderer are one sentence of ours on one line", () => {
    expect(() => renderPng("<svg")).toThrow(CeterisError);
    const bad = { $schema: "", data: { values: [{ a: 1 }] }, mark: "point" };
    const spec = { ...bad, encoding: { x: { field: "a", axis: { labelExpr: "((" } } } };
    for (const run of [() => renderPng("<svg"), () => renderSvg(spec)]) {
      expect(run).toThrow(/^The chart cannot be drawn: [^\n]{1,205}$/);
    }
    expect(drawError(new Error(`${"x".repeat(5000)}\nat y`)).message.length).toBeLessThan(240);
  });

  it("of saving name the file, the folder that is missing and the remedy, and no temporary file", () => {
    const folder = mkdtempSync(join(tmpdir(), "ceteris-save-"));
    const path = join(folder, "missing", "x.svg");
    expect(() => drawComparison(compared(["a", "b"])).save(path)).toThrow(
      `'${path}' cannot be written: there is no folder ${join(folder, "missing")}; make it.`,
    );
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("of a suffix come before anything is computed", () => {
    expect(chartFormat("a/b.VL.JSON")).toBe(".vl.json");
    expect(() => chartFormat("dir.svg/")).toThrow(
      "Cannot save a chart as 'dir.svg/', which names a folder; name a file in it that ends in .svg, .png, .pdf, .html or .vl.json.",
    );
    expect(() => chartFormat("x.eps")).toThrow("which has the suffix '.eps'; end the name in");
  });
});

describe("subtitles", () => {
  const said = (comparison: Comparison): string =>
    ((drawComparison(comparison).spec["title"] as { subtitle: string[] }).subtitle ?? []).join(" ");

  it("say that several intervals are not adjusted, and nothing of it for one", () => {
    expect(said(compared(["a", "b", "c"]))).toContain(
      "intervals are not adjusted for the 2 contrasts",
    );
    expect(said(compared(["a", "b"]))).not.toContain("adjusted");
  });

  it("call values seeds where the runs of a seed were averaged, and count by cell", () => {
    const rows = ["x", "y"].flatMap((lr) =>
      rowsOf("method", ["a", "b", "c"]).map((row) => ({ ...row, lr })),
    );
    const pooled = compare(runsOf(rows), "accuracy ~ method", { over: "mean" });
    expect(said(pooled)).toMatch(/^Seeds with their .*n = 3 seeds per level/);
    expect(drawComparison(pooled).description).toContain("of 3 seeds");
    expect(said(compare(runsOf(rows), "accuracy ~ method + lr"))).toContain("n = 3 runs per cell");
  });

  it("call thin lines seeds where runs were averaged", () => {
    const set = curvesOf(
      ["a"],
      [0, 1].map((seed) => ({
        levels: ["a"],
        seed,
        run: seed,
        died: false,
        step: [0, 1],
        value: [1, 2],
      })),
    );
    const pooled = { ...set, design: { ...set.design, averagedOver: ["mean over lr"] } };
    expect(JSON.stringify(curvesChart(set).spec["title"])).toContain("thin lines are runs");
    expect(JSON.stringify(curvesChart(pooled).spec["title"])).toContain("thin lines are seeds");
  });
});

describe("differences", () => {
  it.each([2, 3])("of %i levels have a band for the margin that was named", (count) => {
    const runs = runsOf(rowsOf("method", ["a", "b", "c"].slice(0, count)));
    const plain = drawComparison(compare(runs, "accuracy ~ method"));
    const chart = drawComparison(compare(runs, "accuracy ~ method", { margin: 0.5 }));
    expect(chart.toSVG()).toContain(">margin</text>");
    expect(JSON.stringify(chart.spec)).toContain('{"low":-0.5,"high":0.5}');
    expect(plain.toSVG()).not.toContain("margin");
  });

  it("have three ticks or more on their axis, as Vega counts them", () => {
    const vega = vegaRuntime().vega as unknown as {
      scale(type: string): () => { domain(ends: readonly number[]): Ticks };
    };
    const size = { min: 1e-6, max: 1e6, noNaN: true };
    assert(
      property(double(size), double(size), (below, above) => {
        const domain = [-below, above] as const;
        const axis = vega.scale("linear")().domain(domain);
        expect(axis.ticks(enoughTicks(2, domain)).length).toBeGreaterThanOrEqual(3);
        expect(axis.ticks(enoughTicks(2, domain)).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

it("the title of a page is that of the chart", () => {
  expect(drawComparison(compared(["a", "b"])).toHTML()).toContain(
    "<title>accuracy by method</title>",
  );
});
