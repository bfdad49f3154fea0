import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { renderSvg } from "../../src/plots/render/render-svg.js";
import { CASES } from "./cases.js";
import { roundedJson, stored } from "./stored.js";

const require = createRequire(import.meta.url);
let isValid: ValidateFunction;

beforeAll(() => {
  const schema = JSON.parse(
    readFileSync(require.resolve("vega-lite/vega-lite-schema.json"), "utf8"),
  );
  isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
});

describe.each(Object.entries(CASES))("%s", (name, draw) => {
  it("is valid, draws without a warning, and looks as it is stored", async () => {
    const chart = await draw();
    expect(isValid(chart.spec) || isValid.errors?.slice(0, 3)).toBe(true);
    expect(renderSvg(chart.spec).warnings).toEqual([]);
    expect(chart.toSVG()).not.toMatch(/NaN|Infinity|undefined/);

    const spec = roundedJson(chart.spec);
    expect(stored(`${name}.vl.json`, spec).toString()).toBe(spec);
    const svg = chart.toSVG();
    expect(stored(`${name}.svg`, svg).toString()).toBe(svg);
    const png = Buffer.from(chart.toPNG({ scale: 1 }));
    expect(stored(`${name}.png`, png).equals(png)).toBe(true);
  });
});

it("has one page to look at all of them", () => {
  const pictures = Object.keys(CASES).map(
    (name) =>
      `<figure><img src="__pictures__/${name}.svg" alt=""><figcaption>${name}</figcaption></figure>`,
  );
  const page = [
    "<!doctype html>",
    '<html lang="en"><meta charset="utf-8"><title>Charts of ceteris</title>',
    "<style>body{font:13px sans-serif;margin:24px}figure{margin:0 0 40px}img{max-width:100%}figcaption{color:#777}</style>",
    ...pictures,
    "</html>",
    "",
  ].join("\n");
  expect(stored("../gallery.html", page).toString()).toBe(page);
});
