import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Converter, ConverterOptions, IsCompleteResult } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import { createRequire } from "node:module";
import { join } from "node:path";
import { TSLAB_VERSION, tslabProgram } from "../tslab/tslab-program.js";

export type Ts = typeof Typescript;

/** Content of a `display_data` message. */
export interface DisplayContent {
  readonly data: object;
  readonly metadata: object;
  readonly transient?: object;
}

/** What the kernel uses of tslab. */
export interface TslabModules {
  /** TypeScript as it is; the converter works with what `adapt` made of it. */
  readonly ts: Ts;
  /** What `import * as tslab from "tslab"` gives to a cell. */
  readonly entry: object;
  readonly createConverter: (options: ConverterOptions) => Converter;
  readonly isCompleteCode: (code: string) => IsCompleteResult;
  readonly getCodeMetadata: (code: string) => CodeMetadata;
  /** Sets where `tslab.display` and ceteris' `display` write. */
  readonly setDisplayWriter: (write: (content: DisplayContent, isUpdate?: boolean) => void) => void;
}

/**
 * Loads tslab from the notebook's folder where it has the version that the kernel is made for, else from ceteris.
 * `adapt` returns the TypeScript that tslab's converter is given.
 */
export function loadTslab(cwd: string, adapt: (ts: Ts) => Ts): TslabModules {
  const require = createRequire(tslabFolderFile(cwd));
  const file = require.resolve("@tslab/typescript-for-tslab");
  const ts = require(file) as Ts;
  const cached = require.cache[file]!;
  cached.exports = adapt(ts);
  try {
    const jupyter = require("./dist/jupyter.js") as object;
    return {
      ts,
      entry: require("./dist/public.js") as object,
      ...(require("./dist/converter.js") as Pick<
        TslabModules,
        "createConverter" | "isCompleteCode"
      >),
      ...(require("./dist/metadata.js") as Pick<TslabModules, "getCodeMetadata">),
      setDisplayWriter: (write) => void Reflect.set(jupyter, "lastWriteDisplayData", write),
    };
  } finally {
    cached.exports = ts;
  }
}

/** A file in tslab's own folder, from which its modules are required. */
function tslabFolderFile(cwd: string): string {
  const require = createRequire(join(cwd, "cell.js"));
  try {
    const { version } = require("tslab/package.json") as { version: string };
    if (version === TSLAB_VERSION) return require.resolve("tslab/package.json");
  } catch {
    // The notebook's folder has no tslab.
  }
  return join(tslabProgram(), "..", "..", "package.json");
}
