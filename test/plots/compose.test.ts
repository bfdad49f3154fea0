import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { Chart } from "../../src/plots/chart/chart.js";
import { facetCharts, hconcat, vconcat } from "../../src/plots/chart/compose.js";
import { ONE_VIEW_NAMES, TOP_LEVEL_NAMES } from "../../src/plots/chart/amend-spec.js";
import type { SpecPart } from "../../src/plots/render/spec.js";
import { vegaLite5Schema } from "../tools/vega5.js";
import { chartTrouble } from "./check-chart.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { noise, runsOf } from "./made-up.js";

const draw = noise(1);
const comparison = compare(
  runsOf(
    ["sgd", "adam", "lion"].flatMap((optimizer, i) =>
      ["x", "y"].flatMap((data) =>
        [0, 1, 2, 3].map((seed) => ({ optimizer, data, seed, accuracy: draw(0.8 + i / 50, 0.01) })),
      ),
    ),
  ),
  "accuracy ~ optimizer + data",
  { ref: "sgd" },
);
const [estimation, interval] = [
  drawComparison(comparison),
  drawComparison(comparison, { as: "interval" }),
];
const blue = drawComparison(comparison, { as: "interval", colors: { x: "#123456" } });

describe("charts together", () => {
  it.each<[string, Chart]>([
    ["side by side", hconcat(estimation, interval)],
    ["below each other", vconcat(interval, estimation, interval)],
    [
      "in rows",
      facetCharts(
        { "first data": estimation, second: interval, third: estimation },
        { columns: 2 },
      ),
    ],
    ["of such", vconcat(hconcat(interval, interval), estimation)],
  ])("%s are a chart without fault", async (_name, chart) => {
    expect(await chartTrouble(chart)).toEqual([]);
    expect(chart).toBeInstanceOf(Chart);
    expect(Object.isFrozen(chart.spec)).toBe(true);
  });

  it("have room for each, and all their text", () => {
    const both = hconcat(estimation, interval);
    expect(both.size.width).toBeGreaterThan(estimation.size.width + interval.size.width - 40);
    expect(both.size.height).toBeGreaterThanOrEqual(estimation.size.height - 4);
    expect(both.toSVG().match(/>accuracy by optimizer and data</g)).toHaveLength(2);
  });

  it("keep their own colours", () => {
    const svg = hconcat(interval, blue).toSVG();
    expect(svg).toContain('fill="#123456"');
    expect(svg).toContain('fill="#0072b2"');
  });

  it("say what they are, and give the rows of all", () => {
    const both = vconcat(estimation, interval);
    expect(both.description).toBe(
      `2 charts below each other: ${estimation.description} ${interval.description}`,
    );
    expect(both.data().columnNames().slice(0, 2)).toEqual(["chart", "response"]);
    expect(both.data().numRows()).toBe(estimation.data().numRows() + interval.data().numRows());
    expect(new Set(both.data().array("chart"))).toEqual(new Set([1, 2]));
  });

  it("have headings in place of their titles, below what all of them say", () => {
    const both = facetCharts({ "mnist 1": interval, cifar: interval });
    const svg = both.toSVG();
    expect(svg).toMatch(/>mnist 1<[^]*>cifar</);
    expect(svg.match(/>accuracy by optimizer and data</g)).toHaveLength(1);
    expect(
      svg.match(/>Mean and 95% t interval; n = 4 runs per cell, paired by seed\.</g),
    ).toHaveLength(1);
    expect(both.caption).toBe(interval.caption);
  });

  it("keep what only one of them says below its heading", () => {
    const other = interval.with({ title: { text: "x", subtitle: "Another subtitle." } });
    const both = facetCharts({ one: interval, two: other });
    expect(both.toSVG()).toMatch(/>one<[^]*>Mean and 95%[^]*>two<[^]*>Another subtitle\.</);
    expect(both.toSVG()).not.toContain(">accuracy by optimizer and data<");
    expect(both.caption).toBe(`one: ${interval.caption} two: x. Another subtitle.`);
  });

  it("have the captions of all, on a screen too", () => {
    expect(interval.caption).toMatch(/^accuracy by optimizer and data\. Mean/);
    expect(hconcat(interval, estimation).caption).toBe(`${interval.caption} ${estimation.caption}`);
    const all = vconcat(interval, hconcat(interval, estimation));
    expect(all.caption).toBe(`${interval.caption} ${interval.caption} ${estimation.caption}`);
  });

  it("keep the size of letters on paper", () => {
    const paper = drawComparison(comparison, { theme: "paper", fontSize: 7, width: "80mm" });
    const both = hconcat(paper, paper);
    expect(both.size.width).toBeGreaterThan(1.9 * paper.size.width);
    expect(both.size.height).toBeCloseTo(paper.size.height, -1);
    expect(both.caption).toBe(`${paper.caption} ${paper.caption}`);
  });

  it.each<[() => Chart, string]>([
    [
      () => hconcat(),
      "hconcat cannot put charts together: there are none; give one chart or more.",
    ],
    [
      () => vconcat(estimation, {} as Chart),
      "the second is no chart; give what comparison.chart(), plot or curves returned.",
    ],
    [
      () => hconcat(estimation, drawComparison(comparison, { theme: "dark" })),
      "the second has another theme or font size than the first",
    ],
    [() => facetCharts({}), "facetCharts cannot put charts together: there are none"],
    [
      () => facetCharts({ a: estimation }, { columns: 0 }),
      "facetCharts cannot lay charts in 0 columns; give a whole number from 1.",
    ],
  ])("are refused where they do not fit: %#", (compose, sentence) => {
    expect(compose).toThrow(sentence);
  });
});

interface Definition {
  readonly $ref?: string;
  readonly anyOf?: readonly Definition[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

describe("chart.with", () => {
  it("merges objects, replaces all else, and leaves the chart as it is", async () => {
    const before = JSON.stringify(interval.spec);
    const other = interval.with({ config: { axis: { grid: false } }, title: "Mine", spacing: 40 });
    const config = other.spec["config"] as Record<string, Record<string, unknown>>;
    expect(config["axis"]).toMatchObject({ grid: false, labelFontSize: 11 });
    expect(other.toSVG()).toContain(">Mine<");
    expect(other.data().objects()).toEqual(interval.data().objects());
    expect(JSON.stringify(interval.spec)).toBe(before);
    expect(Object.isFrozen(other.spec)).toBe(true);
    expect(await chartTrouble(other)).toEqual([]);
  });

  it("takes out what is undefined, and describes anew where it is asked to", () => {
    expect(interval.with({ title: undefined }).spec).not.toHaveProperty("title");
    const told = interval.with({ description: "What it shows." });
    expect(told.description).toBe("What it shows.");
    expect(told.toSVG()).toContain('aria-label="What it shows."');
  });

  it("keeps the subtitle below another title, unless it is given", () => {
    const subtitle = (chart: Chart): unknown => (chart.spec["title"] as SpecPart)["subtitle"];
    expect(subtitle(interval.with({ title: "Mine" }))).toEqual(subtitle(interval));
    expect(interval.with({ title: ["Mine", "too"] }).caption).toMatch(/^Mine too\. Mean and 95%/);
    expect(interval.with({ title: { text: "Mine", subtitle: "Own." } }).caption).toBe("Mine. Own.");
    const untitled = drawComparison(comparison, { as: "interval", title: "" });
    expect(untitled.with({ title: "Mine" }).caption).toMatch(/^Mine\. Mean and 95%/);
  });

  it("knows the names that Vega-Lite knows", () => {
    const { definitions } = vegaLite5Schema() as { definitions: Record<string, Definition> };
    const names = definitions["TopLevelSpec"]!.anyOf!.flatMap(({ $ref }) => {
      const one = definitions[$ref!.split("/").at(-1)!]!;
      return [one, ...(one.anyOf ?? [])].flatMap(({ properties = {} }) => Object.keys(properties));
    });
    expect([...TOP_LEVEL_NAMES, ...ONE_VIEW_NAMES].toSorted()).toEqual(
      [...new Set(names)].toSorted(),
    );
  });

  it.each<[SpecPart, string]>([
    [
      { backgroud: "white" },
      "A Vega-Lite specification has no backgroud at its top; did you mean background?",
    ],
    [{ axis: { grid: false } }, "has no axis at its top; give a part of it, such as { config: {"],
    [
      { width: 300 },
      "width at the top of a chart of several views does nothing; say it when the chart is drawn, as in comparison.chart({ width: 500 }).",
    ],
    [{ mark: "bar" }, "does nothing; change chart.spec, in whose views it stands"],
  ])("refuses %j", (patch, sentence) => {
    expect(() => interval.with(patch)).toThrow(sentence);
  });

  it.each([null, 3, "x", [1]])("refuses %j", (patch) => {
    expect(() => interval.with(patch as never)).toThrow(
      /^A chart cannot be amended with .*; give a part/,
    );
  });
});
