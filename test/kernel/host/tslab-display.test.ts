import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bundles,
  executeNotebook,
  printed,
  writeNotebook,
  type Cell,
} from "../../tools/notebook.js";
import { installTestKernel, linkPackages } from "../../tools/notebook-workspace.js";
import { PROJECT } from "../../tools/project.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");

const CELLS = {
  setUp: `import { Index, compare, display } from "ceteris";
const runs = await new Index(${JSON.stringify(ROOT)}).info();
const comparison = compare(runs, "val_accuracy ~ optimizer", { over: { lr: 0.03, hidden: [64, 32] } });
const chart = comparison.chart();`,
  chart: "chart",
  comparison: "comparison",
  table: "runs",
  awaited: "await Promise.resolve(chart)",
  afterOutput: 'console.log("before"); chart',
  nested: "[chart, runs]",
  logged: "console.log(chart)",
  displayed: "display(chart); display(runs); 7",
  next: '"still prints"',
};

const folder = newFolder();
const cells = new Map<string, Cell>();

// One real tslab kernel runs all the cells.
beforeAll(async () => {
  linkPackages(folder);
  const file = join(folder, "notebooks", "cells.ipynb");
  writeNotebook(file, Object.values(CELLS));
  const notebook = await executeNotebook(file, installTestKernel(folder));
  for (const [place, name] of Object.keys(CELLS).entries()) cells.set(name, notebook.cells[place]!);
}, 120_000);
afterAll(() => removeFolder(folder));

test.each(["chart", "awaited", "afterOutput"])(
  "%s: a chart as the last expression is sent as one bundle",
  (name) => {
    const [bundle, ...others] = bundles(cells.get(name));
    expect(others).toEqual([]);
    expect(Object.keys(bundle!)).toEqual([VEGA_LITE, "image/png", "text/plain"]);
    expect(bundle![VEGA_LITE]).toMatchObject({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    });
  },
);

test("the picture has twice the pixels of the size in its metadata", () => {
  const output = cells.get("chart")!.outputs![0]!;
  const png = Buffer.from(String(output.data!["image/png"]), "base64");
  const size = output.metadata!["image/png"] as { width: number; height: number };
  // Width and height stand at bytes 16 and 20 of every PNG.
  expect(png.readUInt32BE(16)).toBeCloseTo(2 * size.width, -1);
  expect(png.readUInt32BE(20)).toBeCloseTo(2 * size.height, -1);
});

test.each(["comparison", "table"])(
  "a %s as the last expression is sent as HTML and text",
  (name) => {
    expect(bundles(cells.get(name)).map(Object.keys)).toEqual([["text/html", "text/plain"]]);
  },
);

test("nothing is printed beside a bundle, and what a cell prints before it stays", () => {
  const shown = ["chart", "comparison", "table", "awaited"].map((name) =>
    printed(cells.get(name), "stdout"),
  );
  expect(shown.join("")).toBe("");
  expect(printed(cells.get("afterOutput"), "stdout")).toBe("before\n");
});

test("nested values and console.log stay text", () => {
  expect(bundles(cells.get("nested"))).toEqual([]);
  expect(printed(cells.get("nested"), "stdout")).toMatch(
    /Chart \(.+\).*Table \(\d+ rows × 20 columns\)/s,
  );
  expect(bundles(cells.get("logged"))).toEqual([]);
  expect(printed(cells.get("logged"), "stdout")).toMatch(/val_accuracy/);
});

test("display shows values in the middle of a cell, and the cell prints on", () => {
  expect(bundles(cells.get("displayed")).map((bundle) => Object.keys(bundle)[0])).toEqual([
    VEGA_LITE,
    "text/html",
  ]);
  expect(printed(cells.get("displayed"), "stdout")).toBe("7\n");
  expect(printed(cells.get("next"), "stdout")).toBe("still prints\n");
});
