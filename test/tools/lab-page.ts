import type { Browser, Page } from "playwright-core";

const PANEL = "window.jupyterapp.shell.currentWidget";

/** An output as a notebook stores it. */
export type StoredOutput = Readonly<Record<string, unknown>>;

/** A notebook in JupyterLab. Cells are told by their place, counted from 0. */
export interface LabPage {
  readonly page: Page;
  /** Runs all cells; false where one failed. */
  runAll(): Promise<boolean>;
  /** Begins to run a cell, and does not wait for its end. */
  begin(cell: number): Promise<void>;
  /** Waits for the end of the cell that was begun last; false where it failed. */
  ended(): Promise<boolean>;
  outputs(cell: number): Promise<readonly StoredOutput[]>;
  /** Notes from now on what a cell's last output becomes; the function that it returns gives the notes. */
  watch(cell: number): Promise<() => Promise<readonly StoredOutput[]>>;
  /** What the menu of the kernel calls. */
  interrupt(): Promise<void>;
  save(): Promise<void>;
  setTheme(name: "JupyterLab Dark" | "JupyterLab Light"): Promise<void>;
}

/** Opens a notebook, and waits until it is there, and its kernel too. */
export async function openNotebook(browser: Browser, url: string): Promise<LabPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  await page.goto(url);
  await page.locator(".jp-NotebookPanel .jp-CodeCell").first().waitFor({ timeout: 60_000 });
  await page.evaluate(`(async () => {
    await window.jupyterapp.restored;
    const { context, sessionContext } = ${PANEL};
    await context.ready;
    await sessionContext.ready;
    await sessionContext.session.kernel.info;
  })()`);
  return labPage(page);
}

function labPage(page: Page): LabPage {
  const command = (name: string, args = {}): Promise<boolean> =>
    page.evaluate(`window.jupyterapp.commands.execute("${name}", ${JSON.stringify(args)})`);
  return {
    page,
    runAll: () => command("notebook:run-all-cells"),
    begin: (cell) =>
      page.evaluate(`{
        ${PANEL}.content.activeCellIndex = ${cell};
        window.begun = window.jupyterapp.commands.execute("notebook:run-cell");
        undefined;
      }`),
    ended: () => page.evaluate("window.begun"),
    outputs: (cell) => page.evaluate(`${PANEL}.content.model.cells.get(${cell}).outputs.toJSON()`),
    watch: async (cell) => {
      await page.evaluate(`{
        const { outputs } = ${PANEL}.content.model.cells.get(${cell});
        window.notes = [];
        outputs.changed.connect(() => outputs.length > 0 && window.notes.push(outputs.toJSON().at(-1)));
        undefined;
      }`);
      return () => page.evaluate("window.notes");
    },
    interrupt: async () => void (await command("notebook:interrupt-kernel")),
    save: async () => void (await command("docmanager:save")),
    setTheme: async (theme) => {
      await command("apputils:change-theme", { theme });
      const isLight = theme === "JupyterLab Light";
      const body = page.locator(`body[data-jp-theme-light=${isLight}]`);
      await body.waitFor({ state: "attached" });
    },
  };
}

/**
 * Rests the mouse on a mark of a chart, and returns the tooltip's HTML. Marks are where the colours are strong, as a
 * canvas has no elements.
 */
export async function tooltipOf(page: Page, canvas: string): Promise<string> {
  const chart = page.locator(canvas).first();
  await chart.scrollIntoViewIfNeeded();
  const [x, y] = await page.evaluate<[number, number]>(
    `(${strongPoint})(${JSON.stringify(canvas)})`,
  );
  await page.mouse.move(x - 1, y - 1);
  await page.mouse.move(x, y);
  const tooltip = page.locator("#vg-tooltip-element.visible");
  await tooltip.waitFor();
  return tooltip.innerHTML();
}

/** The first point of a canvas, on the screen, that has strong colours around it. */
const strongPoint = `(selector) => {
  const canvas = document.querySelector(selector);
  const { left, top, width: shown } = canvas.getBoundingClientRect();
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const isStrong = (x, y) => {
    const [red, green, blue] = data.subarray(4 * (y * width + x));
    return Math.max(red, green, blue) - Math.min(red, green, blue) > 80;
  };
  for (let y = 2; y < height - 2; y += 1)
    for (let x = 2; x < width - 2; x += 1)
      if ([[0, 0], [-2, 0], [2, 0], [0, -2], [0, 2]].every(([dx, dy]) => isStrong(x + dx, y + dy)))
        return [left + (x * shown) / width, top + (y * shown) / width];
  throw new Error("no mark in " + selector);
}`;
