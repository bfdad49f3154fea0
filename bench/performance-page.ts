import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./project.js";

const PAGE = join(PROJECT, "docs/performance.md");
const BETWEEN = /(<!-- bench:load -->\n)[\s\S]*?(<!-- \/bench -->)/;

/** Puts the text where the page on performance keeps the last one. */
export function writePerformancePage(text: string): void {
  const page = readFileSync(PAGE, "utf8");
  if (!BETWEEN.test(page))
    throw new Error(
      `${PAGE} has no <!-- bench:load --> … <!-- /bench -->: put the two lines back.`,
    );
  writeFileSync(
    PAGE,
    page.replace(BETWEEN, (_, before: string, after: string) => `${before}\n${text}\n${after}`),
  );
}
