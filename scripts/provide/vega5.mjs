import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE, npm, provide } from "./steps.mjs";

const FOLDER = join(CACHE, "vega5");
const PRODUCT = join(FOLDER, "node_modules", "vega-lite");
/** What JupyterLab and VS Code draw a notebook's charts with. */
const MANIFEST = { private: true, dependencies: { vega: "5.33.0", "vega-lite": "5.23.0" } };

/** Vega-Lite 5 with its schema, apart from our own version 6, in `.cache/vega5`. */
export function provideVega5() {
  provide(PRODUCT, MANIFEST, "installing Vega-Lite 5 into .cache/vega5", () => {
    mkdirSync(dirname(PRODUCT), { recursive: true });
    writeFileSync(join(FOLDER, "package.json"), `${JSON.stringify(MANIFEST, null, 2)}\n`);
    npm(["install", "--ignore-scripts"], { cwd: FOLDER });
  });
}
