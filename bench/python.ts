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

/** Runs a program of `bench/python` to its end; MLflow is to report no use of it to its makers. */
export function runPython(
  program: string,
  args: readonly string[],
  { name }: Venv = LOADERS,
): string {
  const python = join(PROJECT, ".cache", name, "bin/python");
  const file = join(SOURCES, "python", program);
  return execFileSync(python, ["-W", "ignore", file, ...args], {
    encoding: "utf8",
    env: { ...process.env, DO_NOT_TRACK: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
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
