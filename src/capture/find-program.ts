import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** Absolute path of the program that a word names, found as a shell finds it; undefined where there is none. */
export function findProgram(
  word: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): string | undefined {
  if (word === "") return undefined;
  if (isAbsolute(word) || word.includes("/")) return executable(resolve(cwd, word));
  const folders = (env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) {
    const path = executable(join(resolve(cwd, folder), word));
    if (path !== undefined) return path;
  }
  return undefined;
}

function executable(path: string): string | undefined {
  const suffixes = process.platform === "win32" ? ["", ".exe", ".cmd"] : [""];
  return suffixes.map((suffix) => path + suffix).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
