import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT } from "../tools/project.js";
import { figureRows, shownFixtures, statsFixtures } from "./figures.js";

const PAGE = join(PROJECT, "docs/statistics.md");
const BETWEEN = /(?<=<!-- figures -->\n)[\s\S]*(?=<!-- \/figures -->)/;

/** The table of docs/statistics.md is made of the fixtures; `UPDATE_DOCS=1` writes it. */
describe("the verified figures in docs/statistics.md", () => {
  const rows = figureRows(PROJECT);
  const table = `\n| function | of | figure | from |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n\n`;

  it("are those of the fixtures", () => {
    const page = readFileSync(PAGE, "utf8");
    if (process.env["UPDATE_DOCS"])
      writeFileSync(
        PAGE,
        page.replace(BETWEEN, () => table),
      );
    expect(BETWEEN.exec(readFileSync(PAGE, "utf8"))?.[0]).toBe(table);
  });

  it("are more than 60, and leave no fixture out", () => {
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThan(60);
    expect(statsFixtures(PROJECT).filter((name) => !shownFixtures().includes(name))).toEqual([]);
    expect(rows.filter((row) => /undefined|NaN|\[object/.test(row))).toEqual([]);
  });
});
