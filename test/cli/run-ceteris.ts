import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT } from "../tools/project.js";

/** The built command line. */
export const PROGRAM = join(PROJECT, "dist/cli/main.js");

export interface Answer {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a folder, without the settings of this shell. */
export function runCeteris(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Answer {
  const { CETERIS_ROOT: _root, COLUMNS: _columns, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...rest, ...env },
    encoding: "utf8",
  });
  return { exit: status, out: stdout, err: stderr };
}

/** Letters in the longest line. */
export function widest(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}
