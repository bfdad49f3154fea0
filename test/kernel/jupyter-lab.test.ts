import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screenshot, startBrowser } from "../tools/browser.js";
import { startJupyterLab } from "../tools/jupyter-lab.js";
import { lowestContrast } from "../tools/contrast.js";
import { type LabPage, openNotebook, type StoredOutput, tooltipOf } from "../tools/lab-page.js";
import { KERNEL, nbconvert, OURS, readNotebook, writeNotebook } from "../tools/notebook.js";
import { notebookWorkspace } from "../tools/notebook-workspace.js";
import { removeFolder } from "../tools/temporary-folder.js";

const LONG = { timeout: 180_000 };

const workspace = notebookWorkspace();
afterAll(() => removeFolder(workspace.folder));

// One real JupyterLab and one real browser show everything.
let lab: Awaited<ReturnType<typeof startJupyterLab>>;
let browser: Browser;
beforeAll(async () => {
  [lab, browser] = await Promise.all([
    startJupyterLab(workspace.folder, workspace.dataFolder),
    startBrowser(),
  ]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
}, 30_000);

const FOLDER = dirname(workspace.notebooks[0]!);

function open(name: string): Promise<LabPage> {
  return openNotebook(browser, lab.url(`notebooks/${name}`));
}

/** A page of a file, which gets nothing from the network. */
async function openOffline(file: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1600 } });
  await page.route(/^https?:/, (route) => route.abort());
  await page.goto(pathToFileURL(file).href);
  return page;
}

const TABLE = "table.ceteris-table";
const CHART = ".jp-OutputArea-output .vega-embed canvas";

describe.each([
  { kernel: KERNEL, result: "display_data" },
  { kernel: OURS, result: "execute_result" },
])("the compare notebook on $kernel", ({ kernel, result }) => {
  test(
    "runs, draws its charts with Vega and shows its tables, also in the dark",
    LONG,
    async () => {
      const name = `compare-${kernel}.ipynb`;
      copyWithoutOutputs("02-compare.ipynb", name, kernel); // so that what is seen comes from the run
      const notebook = await open(name);
      const { page } = notebook;
      expect(await notebook.runAll()).toBe(true);
      const chart = page.locator(CHART).first();
      try {
        await chart.waitFor({ timeout: 60_000 });
        await chart.scrollIntoViewIfNeeded();
      } finally {
        await screenshot(page, `jupyter-lab-02-compare-${kernel}`);
      }
      const box = await chart.boundingBox();
      expect(box?.width).toBeGreaterThan(150);
      expect(box?.height).toBeGreaterThan(100);
      expect(await page.locator(CHART).count()).toBe(2);
      expect(await page.locator(TABLE).count()).toBeGreaterThan(1);
      expect(await page.locator(".jp-OutputPrompt", { hasText: /\d/ }).count()).toBe(
        result === "execute_result" ? 5 : 0,
      );
      await notebook.setTheme("JupyterLab Dark");
      await page.locator(TABLE).first().scrollIntoViewIfNeeded();
      await screenshot(page, `jupyter-lab-dark-${kernel}`);
      expect(await lowestContrast(page, ".ceteris")).toBeGreaterThan(4.5);
      await notebook.setTheme("JupyterLab Light"); // JupyterLab remembers it
      await page.close();
    },
  );
});

/** A copy of a notebook without its outputs, for a kernel. */
function copyWithoutOutputs(name: string, copy: string, kernel: string): void {
  const { cells, ...rest } = readNotebook(join(FOLDER, name));
  const emptied = cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  const metadata = { kernelspec: { name: kernel, display_name: kernel, language: "typescript" } };
  writeFileSync(join(FOLDER, copy), JSON.stringify({ ...rest, metadata, cells: emptied }));
}

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
    writeNotebook(join(FOLDER, "hostile.ipynb"), Object.values(CELLS));
    notebook = await open("hostile.ipynb");
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
    const page = await openOffline(join(FOLDER, "hostile.html"));
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
    const html = await convert("hostile.ipynb", template);
    const page = await openOffline(html);
    watch(page);
    await screenshot(page, `nbconvert-${template}-hostile`);
    expect(await harmOn(page, "body")).toEqual(HARMLESS);
    await page.close();
  });
});

/** Converts a notebook to a page; returns its path. */
async function convert(name: string, template: string): Promise<string> {
  const output = `${basename(name, ".ipynb")}-${template}`;
  const flags = ["html", "--template", template, "--output", output];
  await nbconvert(flags, join(FOLDER, name), workspace.dataFolder);
  return join(FOLDER, `${output}.html`);
}

test(
  "a notebook that is not trusted shows its charts, and tables without their style",
  LONG,
  async () => {
    const { page } = await open("02-compare.ipynb"); // with the outputs of another machine
    await page.locator(CHART).first().waitFor();
    const trusted = `window.jupyterapp.shell.currentWidget.content.model.cells.get(3).trusted`;
    expect(await page.evaluate(trusted)).toBe(false);
    expect(await page.locator(".jp-OutputArea-output style").count()).toBe(0);
    expect(await page.locator(CHART).count()).toBe(2);
    const cells = await page
      .locator(TABLE)
      .last()
      .locator("tr")
      .nth(1)
      .locator("td")
      .allInnerTexts();
    expect(cells.slice(0, 3)).toEqual(["0.003", "momentum", "adam"]);
    await page.locator(TABLE).first().scrollIntoViewIfNeeded();
    await screenshot(page, "jupyter-lab-untrusted");
    await page.close();
  },
);

test.each(["lab", "classic"])(
  "nbconvert's page has pictures and tables offline: %s",
  LONG,
  async (template) => {
    const page = await openOffline(await convert("02-compare.ipynb", template));
    const widths = await page
      .locator("img")
      .evaluateAll((images) =>
        images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      );
    expect(widths).toHaveLength(2);
    for (const width of widths) expect(width).toBeGreaterThan(600);
    const header = await page.locator(TABLE).last().locator("th").allInnerTexts();
    expect(header[1]).toBe("level\nstring\nmomentum ×3\nsgd ×3");
    await page.locator("img").first().scrollIntoViewIfNeeded();
    await screenshot(page, `nbconvert-${template}`);
    await page.close();
  },
);

describe("our own kernel", () => {
  const CELLS = {
    setUp: `import { compare, filterWhere, Index, live } from "ceteris";
const runs = filterWhere(await new Index("../test/fixtures/digits-exman/root").info(), "hidden == [16] && lr == 0.03");
const chart = compare(runs, "val_accuracy ~ optimizer").chart();
let drawn = 0;`,
    live: `await live(() => chart.with({ title: { text: \`drawing \${(drawn += 1)}\` } }), {
  every: 0.3,
  until: () => drawn >= 3,
});`,
    endless: "for (;;) {}",
    next: "drawn",
    error: `const statistics: { last?: { loss: number } } = {};

statistics.last!.loss;`,
  };
  const place = (name: keyof typeof CELLS): number => Object.keys(CELLS).indexOf(name);

  let notebook: LabPage;
  beforeAll(async () => {
    writeNotebook(join(FOLDER, "own.ipynb"), Object.values(CELLS), OURS);
    notebook = await open("own.ipynb");
  }, 120_000);
  afterAll(() => notebook?.page.close());

  async function run(name: keyof typeof CELLS): Promise<readonly StoredOutput[]> {
    await notebook.begin(place(name));
    expect(await notebook.ended()).toBe(name !== "error");
    return notebook.outputs(place(name));
  }

  test("redraws a live chart in its place", LONG, async () => {
    await run("setUp");
    const shown = await notebook.watch(place("live"));
    expect(await run("live")).toHaveLength(1);
    expect((await shown()).map(titleOf)).toEqual([1, 2, 3, 4].map((time) => `drawing ${time}`));
    await notebook.page.locator(CHART).waitFor();
    await screenshot(notebook.page, "jupyter-lab-live");
  });

  test("ends an endless loop when it is interrupted, and runs the next cell", LONG, async () => {
    await notebook.begin(place("endless"));
    await notebook.page.waitForTimeout(500); // it has to be in the loop
    await notebook.interrupt();
    expect(await notebook.ended()).toBe(false);
    expect(await notebook.outputs(place("endless"))).toMatchObject([{ ename: "Interrupted" }]);
    expect(await run("next")).toMatchObject([{ data: { "text/plain": "4" } }]);
    await screenshot(notebook.page, "jupyter-lab-interrupted");
  });

  test("shows an error with its name, its message and its line of the cell", LONG, async () => {
    await run("error");
    const shown = notebook.page.locator(".jp-OutputArea-output").last();
    await screenshot(notebook.page, "jupyter-lab-error");
    const text = await shown.innerText();
    expect(text).toContain("TypeError: Cannot read properties of undefined (reading 'loss')");
    expect(text).toMatch(/cell \[\d+\]:3:18/);
  });
});

function titleOf(output: StoredOutput): unknown {
  const { data } = output as { data?: Record<string, { title?: { text?: unknown } }> };
  return data?.["application/vnd.vegalite.v5+json"]?.title?.text;
}
