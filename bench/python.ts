import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./measure.js";
import { PROJECT, SOURCES } from "./project.js";

/** An environment of Python in `.cache`, and the file in `bench` that lists what is in it. */
export interface Venv {
  readonly name: string;
  readonly requirements: string;
  readonly packages: string;
}

const LOADERS: Venv = {
  name: "bench-venv",
  requirements: "requirements.txt",
  packages: "exman, pandas and MLflow",
};
const ROUNDS = 3;

/** Installs what the programs in `bench/python` need, where it is missing. */
export function providePython({ name, requirements, packages }: Venv = LOADERS): void {
  const program = join(SOURCES, "provide-python.mjs");
  execFileSync(process.execPath, [program, name, requirements, packages], { stdio: "inherit" });
}

/** How a program of `bench/python` is started; MLflow is to report no use of it to its makers. */
export function pythonCommand(
  program: string,
  args: readonly string[],
  { name }: Venv,
): { readonly file: string; readonly args: string[]; readonly env: NodeJS.ProcessEnv } {
  return {
    file: join(PROJECT, ".cache", name, "bin/python"),
    args: ["-W", "ignore", join(SOURCES, "python", program), ...args],
    env: { ...process.env, DO_NOT_TRACK: "true" },
  };
}

/** Runs a program of `bench/python` to its end. */
export function runPython(program: string, args: readonly string[], venv: Venv = LOADERS): string {
  const { file, args: all, env } = pythonCommand(program, args, venv);
  return execFileSync(file, all, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
}

/** The median of the times, in milliseconds, that a program tells, each time in a process of its own. */
export function pythonTime(program: string, args: readonly string[], runs: number): number {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const [milliseconds, rows] = runPython(program, args).trim().split(" ").map(Number);
      if (rows !== runs) throw new Error(`${program} gave ${rows} runs of ${runs}.`);
      return milliseconds!;
    }),
  );
}
