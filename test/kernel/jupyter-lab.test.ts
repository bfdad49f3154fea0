import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { screenshot, startBrowser } from "../tools/browser.js";
import { startJupyterLab } from "../tools/jupyter-lab.js";
import { notebookWorkspace } from "../tools/notebook-workspace.js";
import { readNotebook } from "../tools/notebook.js";
import { removeFolder } from "../tools/temporary-folder.js";

const workspace = notebookWorkspace();
afterAll(() => removeFolder(workspace.folder));

let lab: Awaited<ReturnType<typeof startJupyterLab>>;
let browser: Awaited<ReturnType<typeof startBrowser>>;
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

test("the compare notebook draws its charts in JupyterLab", { timeout: 180_000 }, async () => {
  const file = workspace.notebooks.find((path) => basename(path) === "02-compare.ipynb")!;
  clearOutputs(file); // so that what is seen comes from the run
  const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  await page.goto(lab.url(`notebooks/${basename(file)}`));
  await runAllCells(page);

  const chart = page.locator(".jp-OutputArea-output .vega-embed").locator("svg, canvas").first();
  try {
    await chart.waitFor({ timeout: 60_000 });
    await chart.scrollIntoViewIfNeeded();
  } finally {
    await screenshot(page, "jupyter-lab-02-compare");
  }

  const box = await chart.boundingBox();
  expect(box?.width).toBeGreaterThan(150);
  expect(box?.height).toBeGreaterThan(100);
  expect(await page.locator("table.ceteris-table").count()).toBeGreaterThan(0);
});

function clearOutputs(file: string): void {
  const notebook = readNotebook(file);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? Object.assign(cell, { outputs: [], execution_count: null }) : cell,
  );
  writeFileSync(file, JSON.stringify(Object.assign(notebook, { cells })));
}

/** Runs the cells once JupyterLab, the notebook and the kernel are ready, and waits until all have run. */
async function runAllCells(page: Page): Promise<void> {
  await page.locator(".jp-NotebookPanel .jp-CodeCell").first().waitFor({ timeout: 60_000 });
  const allRan = await page.evaluate(`(async () => {
    const { restored, shell, commands } = window.jupyterapp;
    await restored;
    const { context, sessionContext } = shell.currentWidget;
    await context.ready;
    await sessionContext.ready;
    await sessionContext.session.kernel.info;
    return commands.execute("notebook:run-all-cells");
  })()`);
  expect(allRan).toBe(true);
}
