import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { levelStyles, type LevelStyle } from "../../src/plots/look/level-style.js";
import { applyTheme } from "../../src/plots/look/themes.js";
import { VEGA_LITE_SCHEMA } from "../../src/plots/render/spec.js";
import { colourDistance, contrast, lightness, type Vision } from "./colour-vision.js";

const VISIONS: readonly Vision[] = ["none", "protanomaly", "deuteranomaly", "tritanomaly"];
const STYLES = levelStyles(["a", "b", "c", "d", "e", "f", "g", "h"]);
const SCREEN = STYLES.map(({ colour }) => colour);
const DARK = darkRange(SCREEN);
const DARK_GROUND = "#1e1e1e";

/** Colours of a scale as the dark theme has them. */
function darkRange(range: readonly string[]): string[] {
  const spec = { $schema: VEGA_LITE_SCHEMA, encoding: { color: { scale: { range } } } };
  const { encoding } = applyTheme(spec, "dark") as unknown as {
    encoding: { color: { scale: { range: string[] } } };
  };
  return encoding.color.scale.range;
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, i) => items.slice(i + 1).map((other): [Item, Item] => [one, other]));
}

it("colours are as far apart as colorspacious finds them", () => {
  const file = new URL("fixtures/colour-vision.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as {
    cases: { vision: Vision; one: string; other: string; deltaE: number }[];
  };
  expect(cases).toHaveLength(4 * 28);
  for (const { vision, one, other, deltaE } of cases)
    expect(Math.abs(colourDistance(one, other, vision) - deltaE)).toBeLessThan(0.1);
});

describe.each(VISIONS)("with the colour vision %s", (vision) => {
  it.each([
    ["screen", SCREEN],
    ["dark", DARK],
  ])("the colours of levels on %s stay apart", (_theme, colours) => {
    for (const [one, other] of pairs(colours))
      expect(colourDistance(one, other, vision), `${one} and ${other}`).toBeGreaterThan(12);
  });
});

it("levels of a like grey differ in shape and dash, for print without colours", () => {
  const isLike = ([one, other]: [LevelStyle, LevelStyle]): boolean =>
    Math.abs(lightness(one.colour) - lightness(other.colour)) < 15;
  for (const [one, other] of pairs(STYLES).filter(isLike)) {
    expect(one.shape).not.toBe(other.shape);
    expect(one.dash).not.toEqual(other.dash);
  }
});

it("levels are seen on their ground, with a contrast of 3 on a dark one", () => {
  for (const colour of DARK) expect(contrast(colour, DARK_GROUND)).toBeGreaterThan(3);
  for (const colour of SCREEN) expect(contrast(colour, "#ffffff")).toBeGreaterThan(2);
});
