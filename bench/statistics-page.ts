import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./project.js";

const PAGE = join(PROJECT, "docs/statistics.md");

/** Puts each text where the page on statistics keeps the last one: between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function writeStatisticsPage(texts: Readonly<Record<string, string>>): void {
  let page = readFileSync(PAGE, "utf8");
  for (const [name, text] of Object.entries(texts)) {
    const between = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!between.test(page))
      throw new Error(
        `${PAGE} has no <!-- ${name} --> … <!-- /${name} -->: put the two lines back.`,
      );
    page = page.replace(
      between,
      (_, before: string, after: string) => `${before}\n${text}\n${after}`,
    );
  }
  writeFileSync(PAGE, page);
}
