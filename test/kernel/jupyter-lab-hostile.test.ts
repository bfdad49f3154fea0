import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screenshot } from "../tools/browser.js";
import { type LabPage, tooltipOf } from "../tools/lab-page.js";
import { CHART, labWorkspace } from "../tools/lab-workspace.js";
import { writeNotebook } from "../tools/notebook.js";

const LONG = { timeout: 180_000 };

const workspace = labWorkspace();

describe("names and values of runs that are HTML", () => {
  const ATTACKS = ["<img src=x onerror=alert(1)>", `"><img src=x onerror=alert(2)>`] as const;
  const CELLS = {
    table: `import { compare, display, plot, toMarkdown } from "ceteris";
import { table } from "arquero";
const [attack, other] = ${JSON.stringify(ATTACKS)};
const id = Array.from({ length: 16 }, (_, i) => i + 1);
const runs = table({
  id,
  status: id.map(() => "finished"),
  [attack]: id.map((i) => (i % 2 ? attack : other)),
  seed: id.map((i) => Math.ceil(i / 2)),
  score: id.map((i) => Math.sin(i)),
  list: id.map(() => [attack]),
  object: id.map(() => ({ [attack]: other })),
});
runs`,
    comparison: `const comparison = compare(runs.select("id", "status", attack, "seed", "score"), \`score ~ \\\`\${attack}\\\`\`);
comparison`,
    chart: "comparison.chart()",
    scatter: `const scatter = plot(runs, \`score ~ id + \\\`\${attack}\\\`\`);
scatter.save("hostile.html");
scatter`,
    markdown: `for (const markdown of [toMarkdown(runs), comparison.toMarkdown()])
  display({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "", "text/markdown": markdown }) });`,
  };

  let notebook: LabPage;
  const alerts: string[] = [];
  beforeAll(async () => {
    writeNotebook(join(workspace.folder, "hostile.ipynb"), Object.values(CELLS));
    notebook = await workspace.open("hostile.ipynb");
    watch(notebook.page);
    if (!(await notebook.runAll())) throw new Error("a cell failed");
    await notebook.page.locator(CHART).nth(1).waitFor();
    await notebook.save();
  }, 120_000);
  afterAll(() => notebook?.page.close());

  function watch(page: Page): void {
    page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
  }

  const HARMLESS = { pictures: 0, unseen: [], alerts: [] };

  /** Pictures that were made, attacks that cannot be read as text, and scripts that ran; pictures of charts are PNG. */
  async function harmOn(page: Page, within: string): Promise<object> {
    await page.waitForTimeout(200); // a picture that is not there fails after a moment
    const text = (await page.locator(within).allInnerTexts()).join("\n");
    return {
      pictures: await page.locator(`${within} img:not([src^='data:image/png'])`).count(),
      unseen: ATTACKS.filter((attack) => !text.includes(attack)),
      alerts,
    };
  }

  test.each(["text/html", "text/markdown"])("are text in JupyterLab's %s", async (type) => {
    await screenshot(notebook.page, "jupyter-lab-hostile");
    const outputs = `.jp-OutputArea-output[data-mime-type="${type}"]`;
    expect(await harmOn(notebook.page, outputs)).toEqual(HARMLESS);
  });

  test("are text in the tooltips of Vega in JupyterLab", async () => {
    expect(await tooltipOf(notebook.page, CHART)).toContain("&lt;img src=x");
    const harm = await harmOn(notebook.page, "#vg-tooltip-element");
    expect(harm).toMatchObject({ pictures: 0, alerts: [] });
  });

  test("are text in a chart's own page, in its title, legend, axes and tooltips", async () => {
    const page = await workspace.openOffline(join(workspace.folder, "hostile.html"));
    watch(page);
    await page.locator("#chart svg text").first().waitFor();
    await page.locator("#chart svg .mark-symbol path").first().hover();
    await page.locator("#tooltip:not([hidden])").waitFor();
    await screenshot(page, "chart-html-hostile");
    expect(await page.title()).toContain(ATTACKS[0]);
    expect(await page.locator("#tooltip").innerText()).toContain(ATTACKS[0]);
    expect(await harmOn(page, "body")).toMatchObject({ pictures: 0, alerts: [] });
    await page.close();
  });

  test.each(["lab", "classic"])("are text in what nbconvert makes: %s", LONG, async (template) => {
    const html = await workspace.convert("hostile.ipynb", template);
    const page = await workspace.openOffline(html);
    watch(page);
    await screenshot(page, `nbconvert-${template}-hostile`);
    expect(await harmOn(page, "body")).toEqual(HARMLESS);
    await page.close();
  });
});
