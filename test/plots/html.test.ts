import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { textWidth } from "../../src/plots/font/text-width.js";
import { screenshot, startBrowser } from "../tools/browser.js";
import { CASES } from "./cases.js";

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
  const chart = await CASES[name]!();
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
