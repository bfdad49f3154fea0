import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { screenshot } from "../tools/browser.js";
import type { LabPage, StoredOutput } from "../tools/lab-page.js";
import { CHART, labWorkspace } from "../tools/lab-workspace.js";
import { OURS, writeNotebook } from "../tools/notebook.js";

const LONG = { timeout: 180_000 };

const workspace = labWorkspace();

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
    writeNotebook(join(workspace.folder, "own.ipynb"), Object.values(CELLS), OURS);
    notebook = await workspace.open("own.ipynb");
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
