import { table } from "arquero";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tableHtml } from "../../../src/kernel/display/table-html.js";
import { screenshot, startBrowser } from "../../tools/browser.js";
import { lowestContrast } from "../../tools/contrast.js";

const id = Array.from({ length: 30 }, (_, row) => row);
const HTML = tableHtml(
  table({
    id,
    lr: id.map((row) => 0.1 ** (row % 4)),
    optimizer: id.map((row) => (row % 3 ? "adam" : null)),
  }),
);

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function show(head: string, scheme: "light" | "dark" = "light"): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 500, height: 400 },
    colorScheme: scheme,
  });
  await page.setContent(`<!doctype html><head>${head}</head><body>${HTML}</body>`);
  return page;
}

/** What a page's style says, for each kind of front end. The variables are those that the front ends define. */
const FRONT_ENDS = {
  jupyterlab: `:root { --jp-layout-color0: #fff; --jp-content-font-color1: rgba(0, 0, 0, 0.87); --jp-border-color2: #bdbdbd }
    body { color: var(--jp-content-font-color1); background: var(--jp-layout-color0) }`,
  "jupyterlab-dark": `:root { --jp-layout-color0: #111; --jp-content-font-color1: #fff; --jp-border-color2: #616161 }
    body { color: var(--jp-content-font-color1); background: var(--jp-layout-color0) }`,
  "vscode-dark": `:root { --vscode-editor-background: #1e1e1e; --vscode-editor-foreground: #d4d4d4; --vscode-panel-border: #80808059 }
    body { color: var(--vscode-editor-foreground); background: var(--vscode-editor-background) }`,
  "vscode-light": `:root { --vscode-editor-background: #fff; --vscode-editor-foreground: #333; --vscode-panel-border: #80808059 }
    body { color: var(--vscode-editor-foreground); background: var(--vscode-editor-background) }`,
  "follows-the-system": ":root { color-scheme: light dark }",
  "dark-of-its-own": "body { color: #eee; background: #222 }",
  "no-style": "",
};

const CASES = (Object.keys(FRONT_ENDS) as (keyof typeof FRONT_ENDS)[]).flatMap((name) =>
  (["light", "dark"] as const).map((scheme) => ({ name, scheme })),
);

test.each(CASES)("every text can be read: $name, system $scheme", async ({ name, scheme }) => {
  const page = await show(`<style>${FRONT_ENDS[name]}</style>`, scheme);
  await screenshot(page, `table-${name}-${scheme}`);
  expect(await lowestContrast(page, ".ceteris")).toBeGreaterThan(4.5);
  await page.close();
});

test("a header takes the colours of a page that follows the system", async () => {
  const page = await show(`<style>${FRONT_ENDS["follows-the-system"]}</style>`, "dark");
  const ground = "getComputedStyle(document.querySelector('th')).backgroundColor";
  expect(await page.evaluate(ground)).toBe("rgb(18, 18, 18)"); // Chromium's dark Canvas
  await page.close();
});

test("the first column stays where it is while the others pass beneath it", async () => {
  const page = await show("<style>body { width: 200px }</style>");
  const left = async (selector: string): Promise<number> =>
    (await page.locator(selector).boundingBox())!.x;
  const before = [await left("th >> nth=0"), await left("td >> nth=0"), await left("td >> nth=1")];
  await page.evaluate("document.querySelector('.ceteris-scroll').scrollLeft = 40");
  const after = [await left("th >> nth=0"), await left("td >> nth=0"), await left("td >> nth=1")];
  expect(after).toEqual([before[0], before[1], before[2]! - 40]);
  const top = "document.elementFromPoint(30, 40).closest('th, td').cellIndex";
  expect(await page.evaluate(top), "nothing shows through").toBe(0);
  await page.close();
});

test("the header stays where it is while the rows of a low window pass beneath it", async () => {
  const page = await show("");
  const top = async (selector: string): Promise<number> =>
    (await page.locator(selector).boundingBox())!.y;
  const [header, first] = [await top("th >> nth=0"), await top("td >> nth=0")];
  await page.evaluate("document.querySelector('.ceteris-scroll').scrollTop = 150");
  expect(await top("th >> nth=0")).toBe(header);
  expect(await top("td >> nth=0")).toBe(first - 150);
  await page.close();
});
