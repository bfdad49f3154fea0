import { CeterisError } from "../../util/error.js";
import {
  activeEnvironment,
  type JupyterSurroundings,
  pathsOf,
  surroundings,
} from "./surroundings.js";

/**
 * Jupyter's data directory: that of an environment where a prefix is asked for (`sys-prefix` is the active virtual or
 * conda environment), that of all users for `system`, else `$JUPYTER_DATA_DIR`, else the user's own by the platform's
 * convention. Source: the search path of jupyter_core.
 */
export function jupyterDataDirectory(
  prefix?: string,
  around: JupyterSurroundings = surroundings(),
): string {
  const paths = pathsOf(around);
  if (prefix === "sys-prefix") return paths.join(environment(around), "share", "jupyter");
  if (prefix === "system") return systemDataDirectory(around);
  if (prefix !== undefined) return paths.join(paths.resolve(prefix), "share", "jupyter");
  return around.env["JUPYTER_DATA_DIR"] || userDataDirectory(around);
}

function environment(around: JupyterSurroundings): string {
  const active = activeEnvironment(around);
  if (active !== undefined) return active;
  const remedy = "activate one, or give its folder as the prefix";
  throw new CeterisError(
    "KERNEL",
    `No Python environment is active ($VIRTUAL_ENV and $CONDA_PREFIX are unset): ${remedy}.`,
  );
}

/** The data directory of all users. On Windows, Jupyter looks there only where `$JUPYTER_USE_PROGRAMDATA` is set. */
export function systemDataDirectory(around: JupyterSurroundings): string {
  if (around.platform !== "win32") return "/usr/local/share/jupyter";
  return pathsOf(around).join(around.env["PROGRAMDATA"] || "C:\\ProgramData", "jupyter");
}

function userDataDirectory(around: JupyterSurroundings): string {
  const { env, platform, home } = around;
  const paths = pathsOf(around);
  if (platform === "darwin") return paths.join(home, "Library", "Jupyter");
  if (platform === "win32")
    return paths.join(env["APPDATA"] || paths.join(home, "AppData", "Roaming"), "jupyter");
  return paths.join(env["XDG_DATA_HOME"] || paths.join(home, ".local", "share"), "jupyter");
}
