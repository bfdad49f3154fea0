import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./project.js";

/**
 * Puts each text where a page of `docs` keeps the last one: between `<!-- NAME -->` and `<!-- /NAME -->`.
 *
 * @throws Error where the page lacks the two lines, before anything is written
 */
export function writePage(file: string, texts: Readonly<Record<string, string>>): void {
  const path = join(PROJECT, "docs", file);
  let page = readFileSync(path, "utf8");
  for (const [name, text] of Object.entries(texts)) {
    const between = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!between.test(page))
      throw new Error(
        `${path} has no <!-- ${name} --> … <!-- /${name} -->: put the two lines back.`,
      );
    page = page.replace(
      between,
      (_, before: string, after: string) => `${before}\n${text}\n${after}`,
    );
  }
  writeFileSync(path, page);
}
