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
import { HARD_CASES } from "./hard-cases.js";

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
    for (const element of document.querySelectorAll("#chart .role-mark > :not(text)")) {
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
