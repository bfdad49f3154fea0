import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { textWidth } from "../../src/plots/font/text-width.js";
import { embedSvg } from "../../src/plots/render/embed-svg.js";
import { screenshot, startBrowser } from "../tools/browser.js";
import { CASES } from "./cases.js";
import { slopes } from "../../src/plots/kinds/slopes/slopes.js";
import { HARD_CASES } from "./hard-cases.js";
import { of } from "./probes.js";

interface DrawnText {
  readonly text: string;
  readonly size: number;
  readonly isBold: boolean;
  readonly lines: number;
  readonly width: number;
}

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "ceteris-html-"));
}, 60_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A page with the saved chart, and whatever it asked the network for or complained of. */
async function open(name: string, suffix: string): Promise<{ page: Page; trouble: string[] }> {
  const chart = await { ...CASES, ...HARD_CASES }[name]!();
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const trouble: string[] = [];
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) trouble.push(request.url());
  });
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => trouble.push(message.text()));
  await page.goto(pathToFileURL(chart.save(join(folder, name + suffix))).href);
  return { page, trouble };
}

it("is drawn by the page itself, without a network, and shows a tooltip", async () => {
  const { page, trouble } = await open("estimation", ".html");
  await page.waitForSelector("#chart svg text");
  expect(await page.textContent("#chart svg")).toContain("val_accuracy by optimizer");
  const dots = await page.$$("#chart svg .mark-symbol path");
  expect(dots.length).toBeGreaterThan(24);
  await dots[0]!.hover();
  await page.waitForSelector("#tooltip:not([hidden]) td");
  const tooltip = await page.$$eval("#tooltip td:first-child", (cells) =>
    cells.map((cell) => cell.textContent),
  );
  expect(tooltip).toEqual(["optimizer", "seed", "run", "val_accuracy"]);
  await screenshot(page, "chart-html");
  expect(trouble).toEqual([]);
  await page.close();
});

/** Opacity that each mark with data has been given on the page, by the level that it shows. */
function opacities(page: Page, field: string): Promise<Record<string, string[]>> {
  return page.evaluate(`(() => {
    const found = {};
    for (const element of document.querySelectorAll("#chart .role-mark > :not(text, [opacity='0'])")) {
      const level = element.__data__?.datum?.["${field}"];
      if (level !== undefined) (found[level] ??= new Set()).add(element.style.opacity);
    }
    return Object.fromEntries(Object.entries(found).map(([level, all]) => [level, [...all]]));
  })()`);
}

it.each([
  { name: "interval-grouped", field: "level", one: "0.03", other: "0.3" },
  { name: "curves", field: "line", one: "adam", other: "sgd" },
])("fades the other levels on a click on a name: $name", async ({ name, field, one, other }) => {
  const { page, trouble } = await open(name, ".html");
  await page.waitForSelector("#chart [role=button]");
  const entry = (level: string): ReturnType<Page["locator"]> =>
    page.locator("#chart [role=button]", { hasText: new RegExp(`^${level}(?:,.*)?$`) }).last();
  await entry(one).click();
  await screenshot(page, `chart-chosen-${name}`);
  expect(await opacities(page, field)).toMatchObject({ [one]: [""], [other]: ["0.1"] });
  const names = await page.$$eval("#chart [role=button]", (all) =>
    all.map(({ textContent }) => textContent),
  );
  expect(new Set(names).size).toBe(3);
  await entry(other).click({ modifiers: ["Shift"] });
  expect(await opacities(page, field)).toMatchObject({ [one]: [""], [other]: [""] });
  await entry(one).click();
  await entry(one).click();
  const all = Object.values(await opacities(page, field));
  expect(new Set(all.flat())).toEqual(new Set([""]));
  expect(trouble).toEqual([]);
  await page.close();
});

it("shows all again on Esc and on a double click, and says so", async () => {
  const { page, trouble } = await open("curves", ".html");
  await page.waitForSelector("#chart [role=button]");
  expect(await page.textContent("#hint:not([hidden])")).toContain(
    "Click a name to fade the others",
  );
  const faded = async (): Promise<boolean> =>
    Object.values(await opacities(page, "line"))
      .flat()
      .includes("0.1");
  for (const release of [() => page.keyboard.press("Escape"), () => page.mouse.dblclick(5, 5)]) {
    await page.locator("#chart [role=button]").first().click();
    expect(await faded()).toBe(true);
    await release();
    expect(await faded()).toBe(false);
  }
  expect(trouble).toEqual([]);
  await page.close();
});

it("is as wide as was asked for, under a short title", async () => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const chart = slopes(of({ a: [1, 2, 3], b: [2, 3, 5] }), { width: "85mm", title: "" });
  await page.goto(pathToFileURL(chart.save(join(folder, "narrow.html"))).href);
  const svg = page.locator("#chart svg");
  await svg.waitFor();
  // 85 mm are 321.26 px of CSS.
  expect((await svg.boundingBox())!.width).toBeCloseTo(321, 0);
  expect(await page.title()).toBe("Slope plot of accuracy by method");
  await page.close();
});

/** Places on a page, with the first column of the tooltip that the mouse finds there. */
async function tooltips(page: Page, script: string): Promise<string[][]> {
  const places = await page.evaluate<[number, number][]>(script);
  expect(places.length).toBeGreaterThan(5);
  const found: string[][] = [];
  for (const [x, y] of places) {
    await page.mouse.move(x, y);
    found.push(
      await page.$$eval("#tooltip:not([hidden]) td:first-child", (cells) =>
        cells.map(({ textContent }) => textContent),
      ),
    );
  }
  return found;
}

/** The middles of all tiles, on most of which stands a number. */
const TILES = `[...document.querySelectorAll("#chart .mark-rect.role-mark path:not([opacity])")]
  .map((tile) => tile.getBoundingClientRect())
  .filter(({ width, height }) => width > 20 && height > 12)
  .map(({ x, y, width, height }) => [x + width / 2, y + height / 2])`;

/** Places along all lines that are seen, 3 px below them. */
const LINES = `[...document.querySelectorAll("#chart :is(.mark-line path, .mark-rule.role-mark line):not([opacity='0'])")]
  .filter((line) => line.getTotalLength() > 60 && !["#1f1f1f", "#5c5c5c", "#8f8f8f"].includes(line.getAttribute("stroke")))
  .flatMap((line) => [0.15, 0.35, 0.55, 0.75].map((share) => {
    const at = line.getPointAtLength(share * line.getTotalLength());
    const { x, y } = new DOMPoint(at.x, at.y + 3).matrixTransform(line.getScreenCTM());
    return [x, y];
  }))`;

it.each([
  ["heatmap", TILES, ["optimizer", "lr", "mean val_accuracy", "standard deviation", "runs"]],
  ["design", TILES, ["width", "depth", "runs"]],
  ["curves", LINES, ["optimizer", "step", "mean val_loss", "interval", "runs"]],
  ["efficiency", LINES, ["optimizer", "step", "IQM of val_loss", "interval", "runs"]],
  ["profile", LINES, ["level", "τ: val_accuracy", "share of runs", "band"]],
  ["parallel", LINES, ["params", "val_accuracy", "n"]],
  ["slopes", LINES, ["seed"]],
  ["ranks", LINES, ["level", "mean rank", "does not differ from"]],
])("has a tooltip wherever the mouse comes near what is drawn: %s", async (name, places, keys) => {
  const { page, trouble } = await open(name, ".html");
  await page.waitForSelector("#chart svg text");
  const found = await tooltips(page, places);
  const missed = found.filter((own) => own.length === 0).length;
  expect(missed / found.length).toBeLessThan(0.06);
  const expected = found.filter((own) => own.join() === keys.join()).length;
  expect(expected / found.length).toBeGreaterThan(0.4);
  expect(trouble).toEqual([]);
  await page.close();
});

it("shows names that look like markup as they are", async () => {
  const { page, trouble } = await open("estimation-odd-names", ".html");
  await page.waitForSelector("#chart svg text");
  expect(await page.textContent("#chart svg")).toContain(`</script><b>"it's"`);
  expect(await page.$$("b")).toEqual([]);
  expect(trouble).toEqual([]);
  await page.close();
});

it("measures text as a browser does with the embedded font", async () => {
  const { page } = await open("estimation", ".svg");
  // As text, since the project's types know no document.
  const drawn = await page.evaluate<DrawnText[]>(`document.fonts.ready.then(() =>
    Array.from(document.querySelectorAll("text"), (element) => ({
      text: element.textContent,
      size: Number.parseFloat(element.getAttribute("font-size")),
      isBold: element.getAttribute("font-weight") === "bold",
      lines: element.querySelectorAll("tspan").length,
      width: element.getComputedTextLength(),
    })))`);
  const lines = drawn.filter(({ lines: count }) => count === 0);
  expect(lines.length).toBeGreaterThan(10);
  for (const { text, size, isBold, width } of lines) {
    expect(Math.abs(width - textWidth(text, size, isBold ? "bold" : "normal"))).toBeLessThan(0.5);
  }
  await page.close();
});

it.each([
  ["模型-大", 0.001],
  ["日本語ラベル", 0.001],
  ["작은 모델-v2 𠮷", 0.001],
  ["שלום עולם 12", 0.001],
  ["سلام دنیا", 0.001],
  ["مرحبا لا", 0.001],
  ["مدل (نسخه 2), n = 4", 0.001],
  ["Δ −0.5 × é e\u0301", 0.001],
])("measures %s as a browser does, to a share of %d", async (text, share) => {
  const page = await browser.newPage();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text font-family="DejaVu Sans, Verdana, sans-serif" font-size="100px">${text}</text></svg>`;
  await page.setContent(embedSvg(svg, "words"));
  const width = await page.evaluate<number>(
    `document.fonts.ready.then(() => document.querySelector("text").getComputedTextLength())`,
  );
  const measured = textWidth(text, 100);
  expect(width).toBeLessThanOrEqual(measured * (1 + share));
  expect(width).toBeGreaterThanOrEqual(measured * (1 - share));
  await page.close();
});

it("draws a page's names in the fonts that have them, measured as they are drawn", async () => {
  const { page, trouble } = await open("curves-hard-cjk", ".html");
  await page.waitForSelector("#chart svg text");
  const faces = await page.evaluate<string[]>(
    `Array.from(document.fonts, ({ status, weight }) => status + " " + weight)`,
  );
  expect(faces.toSorted()).toEqual(["loaded bold", "loaded normal", "loaded normal"]);
  const drawn = await page.evaluate<Pick<DrawnText, "text" | "size" | "width">[]>(
    `Array.from(document.querySelectorAll("#chart text"), (element) => ({
      text: element.textContent,
      size: Number.parseFloat(element.getAttribute("font-size")),
      width: element.getComputedTextLength(),
    }))`,
  );
  const named = drawn.filter(({ text }) => /^[\u3000-\u9fff]/.test(text));
  expect(named.length).toBeGreaterThan(0);
  for (const { text, size, width } of named) expect(width).toBeCloseTo(textWidth(text, size), 1);
  await screenshot(page, "chart-cjk");
  expect(trouble).toEqual([]);
  await page.close();
});
