import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aptInstall, hasApt } from "./debian.mjs";
import { CACHE, provide, PROJECT, run, succeeds } from "./steps.mjs";

const CANDIDATES = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
const IS_FIT = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
const PIP_INSTALL = [
  "-m",
  "pip",
  "install",
  "--quiet",
  "--disable-pip-version-check",
  "--no-input",
];

/** A Python environment with Jupyter and exman, in `.cache/venv`. */
export function providePython() {
  provideVenv({
    name: "venv",
    requirements: join(PROJECT, "scripts", "requirements-test.txt"),
    packages: "Jupyter and exman",
  });
}

/**
 * A Python environment in `.cache/<name>` with what the file of requirements lists; `packages` says in words what
 * that is.
 */
export function provideVenv({ name, requirements, packages }) {
  const venv = join(CACHE, name);
  const python = pythonOf(venv);
  const sentence = `installing ${packages} for Python into .cache/${name}`;
  provide(python, [venv, readFileSync(requirements, "utf8")], sentence, () => {
    rmSync(venv, { recursive: true, force: true });
    run(findPython(), ["-m", "venv", venv]);
    run(python, [...PIP_INSTALL, "-r", requirements]);
  });
}

function pythonOf(venv) {
  return process.platform === "win32"
    ? join(venv, "Scripts", "python.exe")
    : join(venv, "bin", "python");
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
