import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE, npm, provide } from "./steps.mjs";

const FOLDER = join(CACHE, "deno");
const PRODUCT = join(FOLDER, "node_modules", "deno");
/** Its program is in a package of its own for each platform. */
const MANIFEST = { private: true, dependencies: { deno: "2.9.6" } };

/** Deno, which is a Jupyter kernel too, in `.cache/deno`. */
export function provideDeno() {
  provide(PRODUCT, MANIFEST, "installing Deno into .cache/deno", () => {
    mkdirSync(dirname(PRODUCT), { recursive: true });
    writeFileSync(join(FOLDER, "package.json"), `${JSON.stringify(MANIFEST, null, 2)}\n`);
    npm(["install", "--ignore-scripts"], { cwd: FOLDER });
  });
}
