import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./project.js";

/** Puts each text where a page of `docs` keeps the last one: between `<!-- NAME -->` and `<!-- /NAME -->`. */
export function writePage(name: string, texts: Readonly<Record<string, string>>): void {
  const path = join(PROJECT, "docs", name);
  let page = readFileSync(path, "utf8");
  for (const [mark, text] of Object.entries(texts)) {
    const between = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
    if (!between.test(page))
      throw new Error(
        `${path} has no <!-- ${mark} --> … <!-- /${mark} -->: put the two lines back.`,
      );
    page = page.replace(
      between,
      (_, before: string, after: string) => `${before}\n${text}\n${after}`,
    );
  }
  writeFileSync(path, page);
}
