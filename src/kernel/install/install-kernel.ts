import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CeterisError } from "../../util/error.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { jupyterDataDirectory } from "./data-directory.js";
import { LOGO } from "./logo.js";
import { tslabProgram } from "../tslab/tslab-program.js";

/** Where and under which name the kernel is installed. */
export interface InstallKernelOptions {
  /**
   * Folder of a Python environment, or `sys-prefix` for the active one (`$VIRTUAL_ENV`, `$CONDA_PREFIX`). Without it
   * the kernel is installed for the user: `$JUPYTER_DATA_DIR`, else the platform's place.
   */
  readonly prefix?: string;
  /** The kernel's folder name, by which notebooks refer to it. Default `ceteris`. */
  readonly name?: string;
  /** What launchers show. Default `TypeScript (ceteris)`. */
  readonly displayName?: string;
}

/** A kernelspec as it was written. */
export interface InstalledKernel {
  /** Absolute path of the folder that holds `kernel.json`. */
  readonly directory: string;
  readonly name: string;
  readonly displayName: string;
  /** The kernel's command; Jupyter replaces `{connection_file}`. */
  readonly argv: readonly string[];
}

/** Jupyter's own rule for the names of kernels, without `.` and `..`, which lead out of their folder. */
const NAME = /^(?!\.+$)[a-z0-9._-]+$/i;

/**
 * Makes TypeScript cells available in Jupyter: writes `<data>/kernels/ceteris/kernel.json`, which starts this very Node
 * with tslab. Needs no Python. Writing it again replaces it.
 *
 * A cell's `import` is resolved from the notebook's folder upwards, so ceteris must be installed there too.
 *
 * @throws CeterisError with code `KERNEL` where tslab is missing, the name is not one that Jupyter accepts, no Python
 * environment is active for `sys-prefix`, or the folder cannot be written.
 */
export function installKernel(options: InstallKernelOptions = {}): InstalledKernel {
  const { prefix, name = "ceteris", displayName = "TypeScript (ceteris)" } = options;
  if (!NAME.test(name))
    throw new CeterisError(
      "KERNEL",
      `"${name}" is no kernel name: use letters, digits, ".", "_" and "-", not dots alone.`,
    );
  const argv = [process.execPath, tslabProgram(), "kernel", "--config-path", "{connection_file}"];
  const directory = join(jupyterDataDirectory(prefix), "kernels", name);
  writeSpec(directory, {
    argv,
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "signal",
  });
  return { directory, name, displayName, argv };
}

function writeSpec(directory: string, spec: object): void {
  try {
    mkdirSync(directory, { recursive: true });
    writeFileAtomic(join(directory, "logo-svg.svg"), LOGO);
    writeFileAtomic(join(directory, "kernel.json"), `${JSON.stringify(spec, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const remedy = "choose another place with a prefix or $JUPYTER_DATA_DIR";
    throw new CeterisError(
      "KERNEL",
      `The kernel cannot be installed in ${directory} (${reason}): ${remedy}.`,
      { cause },
    );
  }
}
