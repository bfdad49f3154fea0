import { expect, test } from "vitest";
import { screenshot } from "../tools/browser.js";
import { labWorkspace, TABLE } from "../tools/lab-workspace.js";

const LONG = { timeout: 180_000 };

const workspace = labWorkspace({ withLab: false });

test.each(["lab", "classic"])(
  "nbconvert's page has pictures and tables offline: %s",
  LONG,
  async (template) => {
    const page = await workspace.openOffline(await workspace.convert("02-compare.ipynb", template));
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
