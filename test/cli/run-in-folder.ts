import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { runCeteris, type Answer } from "./run-ceteris.js";

/** A folder with a root in it. */
export function folder(): { cwd: string; root: string } {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  for (const name of ["runs", "index"]) mkdirSync(join(root, name), { recursive: true });
  return { cwd, root };
}

/** `ceteris run` there. */
export function run(cwd: string, ...args: string[]): Answer {
  return runCeteris(["run", ...args], { cwd });
}
