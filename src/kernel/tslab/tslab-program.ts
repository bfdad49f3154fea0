import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CeterisError } from "../../util/error.js";

/** The one release of tslab whose parts ceteris builds on. */
export const TSLAB_VERSION = "1.0.22";

/** Absolute path of tslab's program, resolved from ceteris; tslab is an optional dependency and may be missing. */
export function tslabProgram(): string {
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve("tslab/package.json")),
      "bin",
      "tslab",
    );
  } catch (cause) {
    const where = `tslab was not found from ${import.meta.dirname}`;
    throw new CeterisError(
      "KERNEL",
      `${where}: run \`npm install tslab@${TSLAB_VERSION}\` where ceteris is installed.`,
      { cause },
    );
  }
}
