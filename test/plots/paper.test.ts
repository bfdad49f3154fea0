import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { ChartOptions, DrawOptions } from "../../src/plots/chart/chart-options.js";
import { curvesChart } from "../../src/plots/kinds/curves/curves-chart.js";
import { lengthInPx, type Length } from "../../src/plots/chart/length.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { chartTrouble } from "./check-chart.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import { curvesOf, noise, runsOf } from "./made-up.js";
import { chunk } from "./pictures.js";
import { textBoxes, textTrouble } from "./text-boxes.js";

const draw = noise(1);
const comparison = compare(
  runsOf(
    ["sgd", "adam", "lion"].flatMap((optimizer, i) =>
      [0, 1, 2, 3].map((seed) => ({ optimizer, seed, accuracy: draw(0.8 + i / 50, 0.01) })),
    ),
  ),
  "accuracy ~ optimizer",
  { ref: "sgd" },
);

/** Width, height and view box of an SVG. */
function sizes(svg: string): [string, string, string] {
  const root = /^<svg[^>]*>/.exec(svg)![0];
  const of = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(root)![1]!;
  return [of("width"), of("height"), of("viewBox")];
}

function pageOf(pdf: Uint8Array): string | undefined {
  return /MediaBox\[([^\]]*)\]/.exec(Buffer.from(pdf).toString("latin1"))?.[1];
}

/** Sizes of a drawing's text in points, as they are printed. */
function pointsOf(svg: string): number[] {
  const [width, , viewBox] = sizes(svg);
  const px = width.endsWith("mm") ? Number.parseFloat(width) * (96 / 25.4) : Number(width);
  const scale = px / Number(viewBox.split(" ")[2]);
  return Array.from(
    svg.matchAll(/font-size="([\d.]+)px"/g),
    ([, size]) => Number(size) * scale * 0.75,
  );
}

/** Three optimizers on so many tasks. */
function facetted(tasks: number): Comparison {
  const value = noise(2);
  const rows = Array.from({ length: tasks }, (_, task) =>
    ["adam", "momentum", "sgd"].flatMap((optimizer, i) =>
      [0, 1, 2, 3, 4].map((seed) => ({
        task,
        optimizer,
        seed,
        accuracy: value(0.8 + i / 50, 0.02),
      })),
    ),
  );
  return compare(
    runsOf(rows.flat()),
    tasks === 1 ? "accuracy ~ optimizer" : "accuracy ~ optimizer | task",
  );
}

function textsOf(svg: string): string[] {
  return textBoxes(svg).map(({ text }) => text);
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("a length", () => {
  it.each<[Length, number]>([
    [320, 320],
    ["320px", 320],
    ["1in", 96],
    ["25.4mm", 96],
    ["2.54cm", 96],
    ["72pt", 96],
    [" 85 MM " as Length, (85 / 25.4) * 96],
  ])("%s is %d px", (length, px) => {
    expect(lengthInPx(length, "width")).toBeCloseTo(px, 10);
  });

  it.each([0, -1, NaN, Infinity, 1e9, "", "mm", "85m", "1e3mm", "-5mm", null])(
    "%s is none",
    (length) => {
      expect(() => lengthInPx(length as Length, "width")).toThrow(
        /^The width of a chart is .*; give px as a number above 0, or a length such as '85mm'/,
      );
    },
  );
});

describe("a chart on paper", () => {
  it.each<ChartOptions>([
    { width: "85mm", height: "60mm" },
    { width: "85mm", height: "60mm", theme: "paper" },
    { width: "85mm", height: "60mm", as: "interval", fontSize: 6 },
  ])("is exactly as large as it was asked to be: %o", (options) => {
    const chart = drawComparison(comparison, options);
    expect(sizes(chart.toSVG()).slice(0, 2)).toEqual(["85mm", "60mm"]);
    expect(pageOf(chart.toPDF())).toBe("0 0 240.9449 170.0787");
    const png = Buffer.from(chart.toPNG({ dpi: 300 }));
    expect(Math.abs(png.readUInt32BE(16) - (85 / 25.4) * 300)).toBeLessThanOrEqual(1);
    expect(Math.abs(png.readUInt32BE(20) - (60 / 25.4) * 300)).toBeLessThanOrEqual(1);
    // 300 dpi is 11811 pixels a metre.
    expect(chunk(png, "pHYs").toString("hex")).toBe("00002e2300002e2301");
  });

  it("keeps its proportions where one side was asked for", () => {
    const [width, height, viewBox] = sizes(drawComparison(comparison, { width: "3.35in" }).toSVG());
    expect(width).toBe("85.09mm");
    const [, , across, down] = viewBox.split(" ").map(Number);
    expect(Number.parseFloat(height)).toBeCloseTo((85.09 * down!) / across!, 3);
  });

  it.each<[DrawOptions, number]>([
    [{ theme: "paper" }, 8],
    [{ fontSize: 6 }, 6],
    [{ fontSize: 8, width: "120mm" }, 8],
    [{ fontSize: 9, width: 700 }, 9],
    [{ theme: "paper", width: "120mm", height: "90mm" }, 8],
  ])("has labels of the asked size in points: %o", (options, points) => {
    const found = pointsOf(drawComparison(comparison, options).toSVG());
    const usual = found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)]!;
    expect(Math.abs(usual - points)).toBeLessThan(0.15);
  });

  it.each<DrawOptions & { width: Length }>([
    { width: "12mm" },
    { width: "12mm", theme: "paper", fontSize: 12 },
    { width: 20 },
    { width: "85mm", height: "12mm" },
  ])("names the least size where text leaves no room, which then is enough: %o", (options) => {
    const sentence = messageOf(() => drawComparison(comparison, options));
    const [, name, least] =
      /^The (width|height) of a chart is .*, in which its text of [\d.]+ points leaves no room for its marks; give (.*) or more, or a smaller fontSize\.$/.exec(
        sentence,
      )!;
    const length = (
      least!.includes("mm") ? least!.slice(1, -1) : Number.parseInt(least!)
    ) as Length;
    const chart = drawComparison(comparison, { ...options, [name!]: length });
    expect(chart.size[name as "width"]).toBeCloseTo(lengthInPx(length, "width"), 6);
  });

  it.each([60, 85, 120])(
    "keeps its font size at %d mm, with panels in as many rows as it takes",
    (mm) => {
      const drawings = [2, 3, 7].flatMap((tasks) =>
        (["estimation", "interval", "slopes"] as const).map((as) =>
          drawComparison(facetted(tasks), {
            as,
            width: `${mm}mm`,
            theme: "paper",
            fontSize: 8,
          }).toSVG(),
        ),
      );
      for (const svg of drawings) {
        expect(sizes(svg)[0]).toBe(`${mm}mm`);
        expect(Math.max(...pointsOf(svg))).toBeCloseTo(8, 6);
        expect(textTrouble(svg)).toEqual([]);
      }
    },
  );

  it("fits 1, 2 and 3 panels into a column of 85 by 60 mm, and fills it", () => {
    for (const tasks of [1, 2, 3])
      for (const as of ["estimation", "interval", "slopes", "forest"] as const) {
        const options = { as, width: "85mm", height: "60mm", theme: "paper", fontSize: 8 } as const;
        const svg = drawComparison(facetted(tasks), options).toSVG();
        expect(sizes(svg).slice(0, 2)).toEqual(["85mm", "60mm"]);
        expect(Math.max(...pointsOf(svg))).toBeCloseTo(8, 6);
        expect(textTrouble(svg)).toEqual([]);
        const ends = textBoxes(svg).flatMap(({ corners }) => corners.map(([, y]) => y));
        const height = Number(sizes(svg)[2].split(" ")[3]);
        expect(height - Math.max(...ends)).toBeLessThan(12);
      }
  });

  it("leaves its subtitle to the caption where it has no room for it", () => {
    const chart = drawComparison(comparison, { width: "85mm", height: "60mm" });
    expect(textsOf(chart.toSVG())).toContain("accuracy by optimizer");
    expect(textsOf(chart.toSVG()).join(" ")).not.toContain("paired by seed");
    expect(chart.caption).toContain("paired by seed");
  });

  it("has no title in the theme for it, but a caption, and thinner lines", () => {
    const [screen, paper] = [
      drawComparison(comparison),
      drawComparison(comparison, { theme: "paper" }),
    ];
    expect(paper.toSVG()).not.toContain("accuracy by optimizer</text>");
    expect(paper.caption).toBe(screen.caption);
    expect(paper.caption).toMatch(
      /^accuracy by optimizer\. Runs with their mean and 95% t interval/,
    );
    expect(drawComparison(comparison, { theme: "paper", title: "Mine" }).toSVG()).toContain(
      ">Mine</text>",
    );
    expect(screen.toSVG()).toContain('stroke-width="1.8"');
    expect(paper.toSVG()).toMatch(/stroke-width="1\.26/);
    expect(paper.toSVG()).not.toContain('stroke-width="1.8"');
  });

  it.each<ChartOptions>([
    { theme: "paper", width: "85mm" },
    { theme: "dark" },
    { theme: "dark", as: "interval" },
  ])("is as good as on a screen: %o", async (options) => {
    expect(await chartTrouble(drawComparison(comparison, options))).toEqual([]);
  });

  it("is readable on a dark ground", () => {
    const svg = drawComparison(comparison, { theme: "dark" }).toSVG();
    expect(svg).toContain('fill="#1e1e1e"');
    expect(svg).not.toMatch(/(?:fill|stroke)="(?:white|#1f1f1f|#5c5c5c|#0072b2)"/);
    expect(drawComparison(comparison, { theme: "dark" }).toHTML()).toContain(
      "body{background:#1e1e1e}",
    );
  });

  it("leaves rows alone that hold a colour's name", () => {
    const names = curvesOf(
      ["#1f1f1f"],
      [{ levels: ["#1f1f1f"], seed: 0, run: 1, died: false, step: [0, 1], value: [1, 2] }],
    );
    const svg = curvesChart(names, { theme: "dark" }).toSVG();
    expect(svg).toContain(">#1f1f1f</text>");
  });
});

describe("what cannot be drawn", () => {
  it.each<[object, string]>([
    [{ theme: "print" }, "There is no theme 'print' of charts; there are screen, paper and dark."],
    [
      { fontSize: 0 },
      "The font size of a chart is 0; give points as a number from 4 to 36, such as 8.",
    ],
    [{ fontSize: "8pt" }, "The font size of a chart is 8pt; give points as a number from 4 to 36"],
    [{ height: "60" }, "The height of a chart is '60'; give px as a number"],
  ])("is refused in a sentence: %o", (options, sentence) => {
    expect(() => drawComparison(comparison, options)).toThrow(sentence);
  });

  it("takes in a PNG of two sizes, or of none", () => {
    const chart = drawComparison(comparison);
    expect(() => chart.toPNG({ scale: 1, dpi: 96 })).toThrow("not both; leave one out.");
    expect(() => chart.toPNG({ dpi: 0 })).toThrow(
      "The resolution of a PNG is 0 dpi; give a number above 0 and up to 1920.",
    );
  });
});
