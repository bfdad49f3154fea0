import { execFileSync } from "node:child_process";

const PYTHON = ".cache/venv/bin/python";

const SCRIPT = `
import sys, time, exman
index = exman.Index(sys.argv[1])
start = time.perf_counter()
table = index.info()
print((time.perf_counter() - start) * 1000, len(table))
`;

/** How long Python's `exman.Index.info()` takes, in milliseconds, without the start of Python. */
export function pythonInfo(root: string, runs: number): number {
  const output = execFileSync(PYTHON, ["-W", "ignore", "-c", SCRIPT, root]).toString().trim();
  const [time, rows] = output.split("\n").at(-1)!.split(" ").map(Number);
  if (rows !== runs) throw new Error(`exman read ${rows} runs of ${runs}: ${output}`);
  return time!;
}
