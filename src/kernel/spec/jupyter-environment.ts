import { existsSync, lstatSync, realpathSync } from "node:fs";
import { type JupyterSurroundings, pathsOf } from "./surroundings.js";

/** The environment of Python that the `jupyter` on `$PATH` belongs to, also where it is not active; undefined without one. */
export function jupyterEnvironment(around: JupyterSurroundings): string | undefined {
  const paths = pathsOf(around);
  const name = around.platform === "win32" ? "jupyter.exe" : "jupyter";
  const folders = (around.env["PATH"] ?? "")
    .split(paths.delimiter)
    .filter((folder) => folder !== "");
  const program = folders
    .map((folder) => paths.join(folder, name))
    .find((file) => existsSync(file));
  return program && paths.dirname(paths.dirname(target(program)));
}

/** Whether an environment is one that `venv` made. */
export function isVirtual(environment: string, around: JupyterSurroundings): boolean {
  return existsSync(pathsOf(around).join(environment, "pyvenv.cfg"));
}

/** A program that is a link belongs to where it leads, as those that pipx makes. */
function target(file: string): string {
  return lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
}
