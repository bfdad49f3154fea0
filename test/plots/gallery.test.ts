import { describe, expect, it } from "vitest";
import { CASES } from "./cases.js";
import { chartTrouble } from "./check-chart.js";
import { roundedJson, stored } from "./stored.js";

describe.each(Object.entries(CASES))("%s", (name, draw) => {
  it("is without fault, and looks as it is stored", async () => {
    const chart = await draw();
    expect(await chartTrouble(chart)).toEqual([]);
    const spec = roundedJson(chart.spec);
    expect(stored(`${name}.vl.json`, spec).toString()).toBe(spec);
    const svg = chart.toSVG();
    expect(stored(`${name}.svg`, svg).toString()).toBe(svg);
    const png = Buffer.from(chart.toPNG({ scale: 1 }));
    expect(stored(`${name}.png`, png).equals(png)).toBe(true);
  });
});
