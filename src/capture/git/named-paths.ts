import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";

/**
 * What a command line may name: of each word, and of what stands in it behind `=` or `~`, the path that it would be.
 *
 * @param cwd - Absolute path of the folder in which the command runs.
 * @param root - Absolute path of the repository; the paths are relative to it, as git writes them.
 */
export function namedPaths(
  words: readonly string[],
  cwd: string,
  root: string,
): ReadonlySet<string> {
  const folder = realpathSync(cwd);
  const texts = words.flatMap((word) => [word, ...word.split(/[=~]/).slice(1)]);
  return new Set(texts.map((text) => relative(root, resolve(folder, text)).split(sep).join("/")));
}
