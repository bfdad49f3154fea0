import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { CeterisError } from "../../util/error.js";

/** The part of a process that decides where Jupyter keeps its data. */
export interface JupyterSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** The surroundings of this process. */
export function surroundings(): JupyterSurroundings {
  return { env: process.env, platform: process.platform, home: homedir() };
}

/**
 * Jupyter's data directory: that of an environment where a prefix is asked for (`sys-prefix` is the active virtual or
 * conda environment), else `$JUPYTER_DATA_DIR`, else the user's own by the platform's convention. Source: the search
 * path of jupyter_core.
 */
export function jupyterDataDirectory(
  prefix?: string,
  around: JupyterSurroundings = surroundings(),
): string {
  if (prefix === "sys-prefix") return join(activeEnvironment(around.env), "share", "jupyter");
  if (prefix !== undefined) return join(resolve(prefix), "share", "jupyter");
  return around.env["JUPYTER_DATA_DIR"] || userDataDirectory(around);
}

function activeEnvironment(env: JupyterSurroundings["env"]): string {
  const active = env["VIRTUAL_ENV"] || env["CONDA_PREFIX"];
  if (active) return active;
  const remedy = "activate one, or give its folder as the prefix";
  throw new CeterisError(
    "KERNEL",
    `No Python environment is active ($VIRTUAL_ENV and $CONDA_PREFIX are unset): ${remedy}.`,
  );
}

function userDataDirectory({ env, platform, home }: JupyterSurroundings): string {
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32")
    return join(env["APPDATA"] || join(home, "AppData", "Roaming"), "jupyter");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "jupyter");
}
