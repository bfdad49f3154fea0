import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { startBrowser } from "./browser.js";
import { type JupyterLab, startJupyterLab } from "./jupyter-lab.js";
import { type LabPage, openNotebook } from "./lab-page.js";
import { nbconvert } from "./notebook.js";
import { notebookWorkspace } from "./notebook-workspace.js";
import { removeFolder } from "./temporary-folder.js";

/** Selects tables of ceteris on a page. */
export const TABLE = "table.ceteris-table";

/** Selects charts in JupyterLab. */
export const CHART = ".jp-OutputArea-output .vega-embed canvas";

/** Notebooks, and a browser that shows what Jupyter makes of them. */
export interface LabWorkspace {
  /** Folder of the notebooks. */
  readonly folder: string;
  /** Opens a notebook in JupyterLab. */
  open(name: string): Promise<LabPage>;
  /** Opens the page of a file, which gets nothing from the network. */
  openOffline(file: string): Promise<Page>;
  /** Converts a notebook to a page; returns its path. */
  convert(name: string, template: string): Promise<string>;
}

/** For a whole file of tests: one browser, and one JupyterLab unless it is not wanted. */
export function labWorkspace({ withLab = true } = {}): LabWorkspace {
  const { folder: root, notebooks, dataFolder } = notebookWorkspace();
  const folder = dirname(notebooks[0]!);
  let lab: JupyterLab | undefined;
  let browser: Browser;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([
      withLab ? startJupyterLab(root, dataFolder) : undefined,
      startBrowser(),
    ]);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    removeFolder(root);
  }, 30_000);
  return {
    folder,
    open: (name) => openNotebook(browser, lab!.url(`notebooks/${name}`)),
    openOffline: (file) => openOffline(browser, file),
    convert: async (name, template) => {
      const output = `${basename(name, ".ipynb")}-${template}`;
      const flags = ["html", "--template", template, "--output", output];
      await nbconvert(flags, join(folder, name), dataFolder);
      return join(folder, `${output}.html`);
    },
  };
}

async function openOffline(browser: Browser, file: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1600 } });
  await page.route(/^https?:/, (route) => route.abort());
  await page.goto(pathToFileURL(file).href);
  return page;
}
