import { expect, test } from "vitest";
import { chartBundle } from "../../../src/kernel/display/chart-bundle.js";
import { Chart } from "../../../src/plots/chart/chart.js";

const chart = new Chart({
  spec: {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    width: 200,
    height: 100,
    data: { values: [{ a: "x", b: 1 }] },
    mark: "bar",
    encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
  },
  description: "b by a",
  rows: [{ a: "x", b: 1 }],
});

test("a chart is Vega-Lite as an object, a PNG and a text, and no HTML", () => {
  const { data } = chartBundle(chart);
  expect(Object.keys(data)).toEqual([
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
  expect(data["application/vnd.vegalite.v5+json"]).toMatchObject({
    mark: "bar",
    description: "b by a",
  });
  expect(data["text/plain"]).toBe("b by a");
});

test("the PNG has two pixels for each px that its metadata tell", () => {
  const { data, metadata } = chartBundle(chart);
  const png = Buffer.from(String(data["image/png"]), "base64");
  // Width and height stand at bytes 16 and 20 of every PNG.
  const pixels = { width: png.readUInt32BE(16) / 2, height: png.readUInt32BE(20) / 2 };
  expect(metadata["image/png"]).toEqual(chart.size);
  expect(Math.abs(pixels.width - chart.size.width)).toBeLessThanOrEqual(1);
  expect(Math.abs(pixels.height - chart.size.height)).toBeLessThanOrEqual(1);
});

test("where no PNG can be made the picture is an SVG", () => {
  const { spec, description, size } = chart;
  const toPNG = (): never => {
    throw new Error("no renderer for this platform");
  };
  const { data, metadata } = chartBundle({
    spec,
    description,
    size,
    toPNG,
    toSVG: () => chart.toSVG(),
  });
  expect(data["image/svg+xml"]).toMatch(/^<svg /);
  expect(Object.keys(metadata)).toEqual(["image/svg+xml"]);
});
