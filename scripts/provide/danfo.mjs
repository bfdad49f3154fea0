import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE, npm, provide } from "./steps.mjs";

const FOLDER = join(CACHE, "danfo");
const PRODUCT = join(FOLDER, "node_modules", "danfojs");
/** danfojs takes its spreadsheet reader from the vendor's own host, which many networks do not reach. */
const MANIFEST = {
  private: true,
  dependencies: { danfojs: "1.2.0" },
  overrides: { xlsx: "0.18.5" },
};

/** danfojs, apart from our own packages, in `.cache/danfo`. */
export function provideDanfo() {
  provide(PRODUCT, MANIFEST, "installing danfojs into .cache/danfo", () => {
    mkdirSync(dirname(PRODUCT), { recursive: true });
    writeFileSync(join(FOLDER, "package.json"), `${JSON.stringify(MANIFEST, null, 2)}\n`);
    npm(["install", "--ignore-scripts"], { cwd: FOLDER });
  });
}
