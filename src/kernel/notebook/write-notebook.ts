import { chmodSync, existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { CeterisError } from "../../util/error.js";
import { whyNotWritten } from "../../util/why-not-written.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { formatNotebook } from "./format-notebook.js";
import type { Notebook } from "./notebook.js";

/**
 * Writes a notebook as a whole. A file that is there keeps its permissions, and a link stays one.
 *
 * @throws CeterisError `USAGE` where the file cannot be written.
 */
export function writeNotebook(path: string, notebook: Notebook): void {
  try {
    const target = existsSync(path) ? realpathSync(path) : resolve(path);
    const mode = existsSync(target) ? statSync(target).mode : undefined;
    writeFileAtomic(target, formatNotebook(notebook));
    if (mode !== undefined) chmodSync(target, mode);
  } catch (cause) {
    throw new CeterisError("USAGE", `${path} ${whyNotWritten(path, cause)}`, { cause });
  }
}
