import { describe, expect, it } from "vitest";
import type { Chart } from "../../src/plots/chart/chart.js";
import { CeterisError } from "../../src/util/error.js";
import { escapeMarkup } from "../../src/util/markup.js";
import { CASES } from "./cases.js";
import { chartTrouble } from "./check-chart.js";
import { HARD_CASES } from "./hard-cases.js";
import { stored } from "./stored.js";

/** Sentences in place of charts that cannot be drawn. */
const refused: Record<string, string> = {};

describe.each(Object.entries(HARD_CASES))("%s", (name, draw) => {
  it("is without fault and looks as it is stored, or is refused in one sentence", async () => {
    const drawn = drawOrSay(draw);
    if (typeof drawn === "string") {
      refused[name] = drawn;
      return;
    }
    expect(await chartTrouble(drawn)).toEqual([]);
    const png = Buffer.from(drawn.toPNG({ scale: 1 }));
    expect(stored(`${name}.png`, png).equals(png)).toBe(true);
  }, 60_000);
});

/** A chart, or why there is none. */
function drawOrSay(draw: () => Chart): Chart | string {
  try {
    return draw();
  } catch (error) {
    if (error instanceof CeterisError) return error.message;
    throw error;
  }
}

it("has one page to look at all of them, and at the sentences where there is none", () => {
  for (const sentence of Object.values(refused)) expect(sentence).toMatch(/^[^\n]+\.$/);
  const figure = (name: string, file: string): string =>
    `<figure><img src="__pictures__/${file}" alt="" loading="lazy"><figcaption>${name}</figcaption></figure>`;
  const said = (name: string, sentence: string): string =>
    `<figure>${escapeMarkup(sentence)}<figcaption>${name}</figcaption></figure>`;
  const page = [
    "<!doctype html>",
    '<html lang="en"><meta charset="utf-8"><title>Charts of ceteris</title>',
    "<style>body{font:13px sans-serif;margin:24px}figure{margin:0 0 40px}img{max-width:100%}figcaption{color:#777}</style>",
    "<h1>Charts</h1>",
    ...Object.keys(CASES).map((name) => figure(name, `${name}.svg`)),
    "<h1>Hard cases</h1>",
    ...Object.keys(HARD_CASES).map((name) => {
      const sentence = refused[name];
      return sentence === undefined ? figure(name, `${name}.png`) : said(name, sentence);
    }),
    "</html>",
    "",
  ].join("\n");
  expect(stored("../gallery.html", page).toString()).toBe(page);
});
