import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./error-code.js";

/** Why a file cannot be written, and the remedy: what follows its name in a sentence. */
export function whyNotWritten(path: string, cause: unknown): string {
  const folder = dirname(path);
  return existsSync(folder)
    ? `cannot be written (${errorCode(cause) ?? "for an unknown reason"}); name a file that may be written to.`
    : `cannot be written: there is no folder ${folder}; make it.`;
}
