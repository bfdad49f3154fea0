import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  bundles,
  type Cell,
  executeNotebook,
  printed,
  readNotebook,
  textOf,
} from "../tools/notebook.js";
import { notebookWorkspace } from "../tools/notebook-workspace.js";
import { removeFolder } from "../tools/temporary-folder.js";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** How many charts each notebook displays. */
const CHARTS: Readonly<Record<string, number>> = {
  "01-load-and-mark.ipynb": 0,
  "02-compare.ipynb": 2,
  "03-curves.ipynb": 4,
  "04-export.ipynb": 2,
};

// The real notebooks, run by the real nbconvert with stock tslab.
const workspace = notebookWorkspace();
afterAll(() => removeFolder(workspace.folder));

test("the notebooks that a newcomer opens are there", () => {
  const names = workspace.notebooks.map((file) => basename(file));
  expect(names).toEqual(Object.keys(CHARTS));
});

describe.each(workspace.notebooks.map((file) => [basename(file), file]))("%s", (_name, file) => {
  test(
    "runs from top to bottom and displays what its cells end in",
    { timeout: 120_000 },
    async () => {
      const stored = readNotebook(file);
      const beside = readdirSync(dirname(file));
      const notebook = await executeNotebook(file, workspace.dataFolder);
      expect(notebook.cells.map((cell) => printed(cell, "stderr")).join("")).toBe("");
      const shown = notebook.cells.flatMap((cell) => bundles(cell));
      const charts = shown.filter((bundle) => VEGA_LITE in bundle);
      expect(shown.length).toBeGreaterThan(0);
      for (const chart of charts) {
        expect(chart[VEGA_LITE]).toMatchObject({
          $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        });
        expect(pngSignature(chart["image/png"])).toBe("PNG");
        expect(chart["text/plain"]).toBeTruthy();
        expect(chart).not.toHaveProperty("text/html");
      }
      expect(charts).toHaveLength(CHARTS[basename(file)]!);
      expect(notebook.cells.map(cellTexts), "the outputs stored in the notebook are stale").toEqual(
        stored.cells.map(cellTexts),
      );
      expect(readdirSync(dirname(file))).toEqual(beside);
    },
  );
});

/** A load says how far it is where the machine is slow, which is not the same at every run. */
const PROGRESS = /^\d+ runs? read$/;

/** What a cell prints and displays, as text. */
function cellTexts(cell: Cell): string[] {
  const texts = bundles(cell).map((bundle) => textOf(bundle["text/plain"]));
  const displayed = texts.filter((text) => !PROGRESS.test(text));
  return [printed(cell, "stdout"), printed(cell, "stderr"), ...displayed];
}

function pngSignature(base64: unknown): string {
  return Buffer.from(String(base64), "base64").subarray(1, 4).toString("latin1");
}
