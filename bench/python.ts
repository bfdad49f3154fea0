import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./measure.js";
import { PROJECT, SOURCES } from "./project.js";

const PYTHON = join(PROJECT, ".cache/bench-venv/bin/python");
const ROUNDS = 3;

/** Installs what the programs in `bench/python` need, where it is missing. */
export function providePython(): void {
  execFileSync(process.execPath, [join(SOURCES, "provide-python.mjs")], { stdio: "inherit" });
}

/** Runs a program of `bench/python` to its end; MLflow is to report no use of it to its makers. */
export function runPython(program: string, args: readonly string[]): string {
  const file = join(SOURCES, "python", program);
  return execFileSync(PYTHON, ["-W", "ignore", file, ...args], {
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
