import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Chart, ChartSize } from "../../src/plots/chart/chart.js";
import { Comparison } from "../../src/plots/comparison-chart.js";
import type { ChartOptions } from "../../src/plots/chart/chart-options.js";
import { CeterisError } from "../../src/util/error.js";
import { noise, runsOf } from "./made-up.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-chart-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const draw = noise(1);
const RUNS = runsOf(
  ["sgd", "adam", "lion"].flatMap((optimizer, i) =>
    [0, 1, 2, 3].map((seed) => ({ optimizer, seed, accuracy: draw(0.8 + i / 50, 0.01) })),
  ),
);
const comparison = compare(RUNS, "accuracy ~ optimizer", { ref: "sgd" });

/** Width and height in a PNG's header. Source: the PNG specification, "IHDR". */
function pngSize(png: Uint8Array): [number, number] {
  const bytes = Buffer.from(png);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe("save", () => {
  it("writes the format that the name ends in, and returns the path", () => {
    const chart = comparison.chart();
    for (const suffix of [".svg", ".png", ".pdf", ".html", ".vl.json", ".PNG"]) {
      const path = join(folder, `figure${suffix}`);
      expect(chart.save(path)).toBe(path);
    }
    expect(readFileSync(join(folder, "figure.svg"), "utf8")).toMatch(/^<svg/);
    expect(readFileSync(join(folder, "figure.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(readFileSync(join(folder, "figure.html"), "utf8")).toMatch(/^<!doctype html>/);
    const spec = JSON.parse(readFileSync(join(folder, "figure.vl.json"), "utf8"));
    expect(spec.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
    expect(readFileSync(join(folder, "figure.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    expect(readdirSync(folder)).toHaveLength(6);
  });

  it.each(["figure.eps", "figure", "figure.json", join("no", "such", "folder", "figure.svg")])(
    "refuses %s in one line with the remedy, and leaves nothing behind",
    (name) => {
      const path = join(folder, name);
      const save = (): string => comparison.chart().save(path);
      expect(save).toThrow(CeterisError);
      expect(save).toThrow(/^[^\n]+$/);
      expect(save).toThrow(
        name.startsWith("no")
          ? `cannot be written: there is no folder ${join(folder, "no", "such", "folder")}; make it.`
          : ".svg, .png, .pdf, .html or .vl.json",
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("writes a PNG as fine as it is asked for, and no other file so", () => {
    const chart = comparison.chart();
    const path = join(folder, "fine.png");
    chart.save(path, { dpi: 288 });
    expect(pngSize(readFileSync(path))).toEqual(pngSize(chart.toPNG({ scale: 3 })));
    expect(() => chart.save(join(folder, "a.svg"), { dpi: 300 })).toThrow(
      /^The option dpi is for a \.png, and not for '.*a\.svg'; leave it out\.$/,
    );
    expect(readdirSync(folder)).toEqual(["fine.png"]);
  });

  it("replaces an older file", () => {
    const path = join(folder, "figure.svg");
    comparison.chart({ title: "old" }).save(path);
    comparison.chart({ title: "new" }).save(path);
    expect(readFileSync(path, "utf8")).toContain(">new<");
  });
});

describe("a chart", () => {
  it("has a frozen, plain specification that drawing leaves as it is", () => {
    const chart = comparison.chart();
    const before = JSON.stringify(chart.spec);
    chart.toSVG();
    expect(JSON.stringify(chart.spec)).toBe(before);
    expect(Object.isFrozen(chart.spec)).toBe(true);
    expect(() => Object.assign(chart.spec["config"] as object, { background: "red" })).toThrow(
      TypeError,
    );
  });

  it("gives the runs that it draws as a table", () => {
    const data = comparison.chart().data();
    expect(data.columnNames()).toEqual(["response", "optimizer", "seed", "run", "value"]);
    expect(data.numRows()).toBe(12);
    expect(new Set(data.array("value"))).toEqual(new Set(RUNS.array("accuracy")));
  });

  it("says in words what it draws, for those who do not see it", () => {
    const chart = comparison.chart();
    expect(chart.description).toBe(
      "Estimation plot of accuracy by optimizer (sgd, adam and lion): mean and 95% t interval of 12 runs.",
    );
    expect(chart.spec["description"]).toBe(chart.description);
    expect(chart.toSVG()).toContain(`role="img" aria-label="${chart.description}"`);
  });

  it("has the size of its picture", () => {
    const chart = comparison.chart();
    const { width, height } = chart.size;
    expect(chart.toSVG()).toContain(`width="${width}" height="${height}"`);
    const [pngWidth, pngHeight] = pngSize(chart.toPNG({ scale: 3 }));
    expect(Math.abs(pngWidth - 3 * width)).toBeLessThanOrEqual(3);
    expect(Math.abs(pngHeight - 3 * height)).toBeLessThanOrEqual(3);
  });

  it.each([0, -1, NaN, 1000])("refuses a scale of %s", (scale) => {
    expect(() => comparison.chart().toPNG({ scale })).toThrow(/scale of a PNG is .* up to 20/);
  });

  it.each<ChartOptions & Partial<ChartSize>>([
    { as: "estimation", width: 700, height: 500 },
    { as: "estimation", width: 340 },
    { as: "interval", width: 640, height: 300 },
  ])("is as wide and high as it is asked to be: %o", (options) => {
    const { width, height } = comparison.chart(options).size;
    expect(Math.abs(width - (options.width ?? width))).toBeLessThanOrEqual(2);
    expect(Math.abs(height - (options.height ?? height))).toBeLessThanOrEqual(2);
  });

  it("embeds no more than the glyphs it needs, and keeps its text as text", () => {
    const svg = comparison.chart().toSVG();
    expect(svg).toContain('@font-face{font-family:"DejaVu Sans"');
    expect(svg).toMatch(/<text[^>]*>accuracy by optimizer<\/text>/);
    expect(svg.length).toBeLessThan(90_000);
  });

  it("has the same bytes on every call, whatever was drawn before", () => {
    const chart = comparison.chart();
    comparison.chart({ as: "interval" }).toSVG();
    const again = compare(RUNS, "accuracy ~ optimizer", { ref: "sgd" }).chart();
    for (const make of [
      (c: Chart) => c.toSVG(),
      (c: Chart) => c.toHTML(),
      (c: Chart) => c.toPNG(),
      (c: Chart) => c.toPDF(),
    ]) {
      expect(Buffer.from(make(again)).equals(Buffer.from(make(chart)))).toBe(true);
    }
  });
});

describe("comparison.chart()", () => {
  it("is a method of every comparison", () => {
    expect(comparison).toBeInstanceOf(Comparison);
    expect(Comparison.prototype.chart.call(comparison).toSVG()).toBe(comparison.chart().toSVG());
  });

  it("draws estimation where there is a control, interval where there is nothing to compare", () => {
    expect(comparison.chart().description).toMatch(/^Estimation plot/);
    expect(
      compare(RUNS, "accuracy ~ 1", { over: "best", direction: "up" }).chart().description,
    ).toMatch(/^Interval plot/);
    expect(comparison.chart({ as: "interval" }).description).toMatch(/^Interval plot/);
  });

  it("names the charts that there are", () => {
    expect(() => comparison.chart({ as: "pie" as never })).toThrow(
      /^There is no chart 'pie' of a comparison; there are estimation, interval, .* and \w+\.$/,
    );
  });

  it("refuses an estimation plot of no levels, and says what to draw", () => {
    const one = compare(RUNS, "accuracy ~ 1", { over: "best", direction: "up" });
    expect(() => one.chart({ as: "estimation" })).toThrow(/draw it as 'interval'/);
  });

  it("keeps a level's colour when the control changes, and takes the caller's", () => {
    const colourOf = (chart: Chart, level: string): unknown => {
      const { domain, range } = findScale(chart.spec);
      return range[domain.indexOf(level)];
    };
    const other = compare(RUNS, "accuracy ~ optimizer", { ref: "lion" });
    for (const level of ["sgd", "adam", "lion"]) {
      expect(colourOf(other.chart(), level)).toBe(colourOf(comparison.chart(), level));
      expect(colourOf(other.chart({ as: "interval" }), level)).toBe(
        colourOf(comparison.chart(), level),
      );
    }
    expect(colourOf(comparison.chart({ colors: { adam: "#123456" } }), "adam")).toBe("#123456");
  });
});

/** The first colour scale of a specification. */
function findScale(value: unknown): { domain: string[]; range: string[] } {
  const text = JSON.stringify(value);
  const found = /"color":\{"field":"level","type":"nominal","scale":(\{.*?\})/.exec(text);
  return JSON.parse(found?.[1] ?? "{}") as { domain: string[]; range: string[] };
}
