import { jupyterDataDirectory, systemDataDirectory } from "./data-directory.js";
import { isVirtual, jupyterEnvironment } from "./jupyter-environment.js";
import {
  activeEnvironment,
  type JupyterSurroundings,
  pathsOf,
  surroundings,
} from "./surroundings.js";

/**
 * The data directories in which Jupyter looks for kernels, in its order, each once: `$JUPYTER_PATH`, then those of the
 * environment and the user's, then those of all users. The environment is the active one, and that of the `jupyter` on
 * `$PATH`; one that is neither cannot be known from outside. Source: `jupyter_path` of jupyter_core, and the kernel spec manager of jupyter_client.
 */
export function jupyterSearchPath(around: JupyterSurroundings = surroundings()): string[] {
  const { delimiter } = pathsOf(around);
  const named = (around.env["JUPYTER_PATH"] ?? "").split(delimiter).filter((path) => path !== "");
  const [environment, user] = [environmentDirectories(around), userDirectories(around)];
  const own = isEnvironmentFirst(around) ? [environment, user] : [user, environment];
  return [...new Set([...named, ...own.flat(), ...systemDirectories(around)])];
}

function environmentDirectories(around: JupyterSurroundings): string[] {
  return [activeEnvironment(around), jupyterEnvironment(around)]
    .filter((environment) => environment !== undefined)
    .map((environment) => jupyterDataDirectory(environment, around));
}

/** Outside of virtual environments, Python's folder for the packages of a user counts too. */
function userDirectories(around: JupyterSurroundings): string[] {
  const { env, platform, home } = around;
  const own = jupyterDataDirectory(undefined, around);
  if (isInVirtual(around) || platform === "win32") return [own];
  const base = env["PYTHONUSERBASE"] || pathsOf(around).join(home, ".local");
  return [own, jupyterDataDirectory(base, around)];
}

/** Jupyter prefers a virtual environment, and a conda environment other than `base`, to the user's folder. */
function isEnvironmentFirst(around: JupyterSurroundings): boolean {
  const { env } = around;
  if (env["JUPYTER_PREFER_ENV_PATH"] !== undefined) return isOn(env["JUPYTER_PREFER_ENV_PATH"]);
  return isInVirtual(around) || (env["CONDA_DEFAULT_ENV"] ?? "base") !== "base";
}

/** Whether Jupyter runs in a virtual environment, active or not. */
function isInVirtual(around: JupyterSurroundings): boolean {
  if (around.env["VIRTUAL_ENV"]) return true;
  const environment = jupyterEnvironment(around);
  return environment !== undefined && isVirtual(environment, around);
}

function systemDirectories(around: JupyterSurroundings): string[] {
  if (around.platform !== "win32") return [systemDataDirectory(around), "/usr/share/jupyter"];
  return isOn(around.env["JUPYTER_USE_PROGRAMDATA"] ?? "no") ? [systemDataDirectory(around)] : [];
}

/** How Jupyter reads a switch in the environment. */
function isOn(text: string): boolean {
  return !["no", "n", "false", "off", "0", "0.0"].includes(text.toLowerCase());
}
