import { CeterisError } from "../../util/error.js";
import { jupyterDataDirectory } from "../spec/data-directory.js";
import { type JupyterSurroundings, pathsOf, surroundings } from "../spec/surroundings.js";

/** Where a kernel is installed. */
export interface KernelPlace {
  /**
   * Folder of a Python environment, `sys-prefix` for the active one (`$VIRTUAL_ENV`, `$CONDA_PREFIX`), or `system` for
   * all users of the machine. Without it the kernel is installed for the user: `$JUPYTER_DATA_DIR`, else the platform's
   * place.
   */
  readonly prefix?: string;
  /** The kernel's folder name, by which notebooks refer to it. Default `ceteris`; `ceteris-tslab` for stock tslab. */
  readonly name?: string;
  /** Stock tslab, in place of the kernel of ceteris. */
  readonly stock?: boolean;
}

/** Jupyter's own rule for the names of kernels, without `.` and `..`, which lead out of their folder. */
const NAME = /^(?!\.+$)[a-z0-9._-]+$/i;

/**
 * The folder of a kernel.
 *
 * @throws CeterisError `KERNEL` where the name is not one that Jupyter accepts, or no Python environment is active for
 *   `sys-prefix`.
 */
export function kernelDirectory(
  prefix: string | undefined,
  name: string,
  around: JupyterSurroundings = surroundings(),
): string {
  if (!NAME.test(name))
    throw new CeterisError(
      "KERNEL",
      `"${name}" is no kernel name: use letters, digits, ".", "_" and "-", not dots alone.`,
    );
  return pathsOf(around).join(jupyterDataDirectory(prefix, around), "kernels", name);
}
