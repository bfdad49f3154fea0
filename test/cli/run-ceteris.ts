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

/** Where a command line is called. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the program in a folder; `callCeteris` is faster, where it matters not that it is one. */
export function runCeteris(args: readonly string[], around: Surroundings): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: around.cwd,
    env: environmentOf(around),
    encoding: "utf8",
  });
  return { exit: status, out: stdout, err: stderr };
}

/** Without the settings of this shell. */
export function environmentOf({ env = {} }: Surroundings): NodeJS.ProcessEnv {
  const { CETERIS_ROOT: _root, COLUMNS: _columns, ...rest } = process.env;
  return { ...rest, ...env };
}

/** Letters in the longest line. */
export function widest(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}
