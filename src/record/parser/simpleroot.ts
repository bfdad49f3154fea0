import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder `exman` beside a script, as an absolute path: give it the script's `import.meta.url` or `__filename`.
 *
 * @example
 * console.log(simpleroot("/home/ada/train.ts")); // /home/ada/exman
 */
export function simpleroot(file: string): string {
  const path = file.startsWith("file:") ? fileURLToPath(file) : resolve(file);
  return join(dirname(path), "exman");
}
