// Python's exman, pandas and MLflow, for the benchmarks alone, in `.cache/bench-venv`.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE, main, PROJECT, provide, run } from "../scripts/provide/steps.mjs";

const VENV = join(CACHE, "bench-venv");
const PYTHON = join(VENV, "bin", "python");
const REQUIREMENTS = join(PROJECT, "bench", "requirements.txt");
const PIP_INSTALL = [
  "-m",
  "pip",
  "install",
  "--quiet",
  "--disable-pip-version-check",
  "--no-input",
];

main(() =>
  provide(
    PYTHON,
    [VENV, readFileSync(REQUIREMENTS, "utf8")],
    "installing exman, pandas and MLflow for Python into .cache/bench-venv",
    () => {
      rmSync(VENV, { recursive: true, force: true });
      run("python3", ["-m", "venv", VENV]);
      run(PYTHON, [...PIP_INSTALL, "-r", REQUIREMENTS]);
    },
  ),
);
