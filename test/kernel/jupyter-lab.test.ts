import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { screenshot } from "../tools/browser.js";
import { lowestContrast } from "../tools/contrast.js";
import { CHART, labWorkspace, TABLE } from "../tools/lab-workspace.js";
import { KERNEL, OURS, readNotebook } from "../tools/notebook.js";

const LONG = { timeout: 180_000 };

// One real JupyterLab and one real browser show everything.
const workspace = labWorkspace();

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
      const notebook = await workspace.open(name);
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
  const { cells, ...rest } = readNotebook(join(workspace.folder, name));
  const emptied = cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  const metadata = { kernelspec: { name: kernel, display_name: kernel, language: "typescript" } };
  writeFileSync(
    join(workspace.folder, copy),
    JSON.stringify({ ...rest, metadata, cells: emptied }),
  );
}

test(
  "a notebook that is not trusted shows its charts, and tables without their style",
  LONG,
  async () => {
    const { page } = await workspace.open("02-compare.ipynb"); // with the outputs of another machine
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
