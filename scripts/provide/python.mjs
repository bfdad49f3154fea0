import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aptInstall, hasApt } from "./debian.mjs";
import { CACHE, provide, PROJECT, run, succeeds } from "./steps.mjs";

const VENV = join(CACHE, "venv");
const VENV_PYTHON =
  process.platform === "win32" ? join(VENV, "Scripts", "python.exe") : join(VENV, "bin", "python");
const REQUIREMENTS = join(PROJECT, "scripts", "requirements-test.txt");
const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
const IS_FIT = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/** A Python environment with Jupyter and exman, in `.cache/venv`. */
export function providePython() {
  const sentence = "installing Jupyter and exman for Python into .cache/venv";
  provide(VENV_PYTHON, [VENV, readFileSync(REQUIREMENTS, "utf8")], sentence, () => {
    rmSync(VENV, { recursive: true, force: true });
    run(findPython(), ["-m", "venv", VENV]);
    run(VENV_PYTHON, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--no-input",
      "-r",
      REQUIREMENTS,
    ]);
  });
}

function fitPython() {
  return CANDIDATES.find((name) => succeeds(name, ["-c", IS_FIT]));
}

function findPython() {
  const found = fitPython();
  if (found) return found;
  if (hasApt()) aptInstall("python3", "python3-venv");
  const installed = fitPython();
  if (installed) return installed;
  throw new Error(
    "no Python 3.11 or later with its venv module was found on PATH: install one, then run this again.",
  );
}
