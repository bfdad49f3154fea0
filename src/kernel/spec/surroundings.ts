import { homedir } from "node:os";
import { posix, win32, type PlatformPath } from "node:path";

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

/** The paths of a platform, which need not be this one. */
export function pathsOf({ platform }: JupyterSurroundings): PlatformPath {
  return platform === "win32" ? win32 : posix;
}

/** The folder of the active virtual environment, else of the conda environment. */
export function activeEnvironment({ env }: JupyterSurroundings): string | undefined {
  return env["VIRTUAL_ENV"] || env["CONDA_PREFIX"] || undefined;
}
