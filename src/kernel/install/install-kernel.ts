import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { CeterisError } from "../../util/error.js";
import { packageVersion } from "../../util/version.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { systemDataDirectory } from "../spec/data-directory.js";
import { type KernelPlace, kernelDirectory } from "./kernel-directory.js";
import { directoriesOf } from "../spec/find-kernel.js";
import { readKernelSpec } from "../spec/kernel-spec.js";
import { displayNameOf, isOurs, kernelOf } from "./kernels.js";
import { logoFiles } from "./logo.js";
import { jupyterSearchPath } from "../spec/search-path.js";
import { surroundings } from "../spec/surroundings.js";
import { lastingNode, notesOn } from "./version-folder.js";

/** Where, under which name and over what the kernel is installed. */
export interface InstallKernelOptions extends KernelPlace {
  /** What launchers show. Default `TypeScript (ceteris)`, with the name in the parentheses where one is given. */
  readonly displayName?: string;
  /** Replaces a kernel of that name also where ceteris did not install it. */
  readonly force?: boolean;
}

/** A kernelspec as it was written. */
export interface InstalledKernel {
  /** Absolute path of the folder that holds `kernel.json`. */
  readonly directory: string;
  readonly name: string;
  readonly displayName: string;
  /** The kernel's command; Jupyter replaces `{connection_file}`. */
  readonly argv: readonly string[];
  /** Sentences on what would break it later. */
  readonly notes: readonly string[];
}

/**
 * Makes TypeScript cells available in Jupyter: writes `<data>/kernels/ceteris/kernel.json`, which starts this very Node.
 * Needs no Python. Writing it again replaces it.
 *
 * A cell's `import` is resolved from the notebook's folder upwards, so ceteris must be installed there too.
 *
 * @throws CeterisError with code `KERNEL` where tslab is missing, the name is not one that Jupyter accepts or that of a
 *   kernel which is not ours, there or elsewhere where Jupyter looks, no Python environment is active for `sys-prefix`, or the folder cannot be written.
 */
export function installKernel(options: InstallKernelOptions = {}): InstalledKernel {
  const kernel = kernelOf(options.stock);
  const name = options.name ?? kernel.name;
  const displayName = options.displayName ?? displayNameOf(kernel, name);
  const directory = kernelDirectory(options.prefix, name);
  const argv = [lastingNode(process.execPath, surroundings()), ...kernel.command()];
  if (options.force !== true) checkReplaceable(directory, name);
  writeSpec(directory, {
    argv,
    display_name: displayName,
    language: "typescript",
    interrupt_mode: kernel.interruptMode,
    metadata: { debugger: false, ceteris: { version: packageVersion() } },
  });
  return {
    directory,
    name,
    displayName,
    argv,
    notes: [...notesOn(argv), ...notesOnPlace(options)],
  };
}

/** Refuses to replace what ceteris did not write, and to hide it: Jupyter takes the first kernel of a name. */
function checkReplaceable(directory: string, name: string): void {
  if (existsSync(join(directory, "kernel.json")) && !isReadableAndOurs(directory))
    throw new CeterisError(
      "KERNEL",
      `${directory} has a kernel that ceteris did not install: choose another name than "${name}", or replace it by force.`,
    );
  const other = directoriesOf(name, surroundings()).find((each) => !isReadableAndOurs(each));
  if (other === undefined) return;
  throw new CeterisError(
    "KERNEL",
    `${other} has a kernel that ceteris did not install, and one of the two would hide the other: choose another name than "${name}", or install it beside by force.`,
  );
}

function isReadableAndOurs(directory: string): boolean {
  try {
    return isOurs(readKernelSpec(directory));
  } catch {
    return false;
  }
}

function writeSpec(directory: string, spec: object): void {
  try {
    mkdirSync(directory, { recursive: true });
    for (const [file, content] of logoFiles()) writeFileAtomic(join(directory, file), content);
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

function notesOnPlace({ prefix }: KernelPlace): string[] {
  const around = surroundings();
  const directory = systemDataDirectory(around);
  if (prefix !== "system" || jupyterSearchPath(around).includes(directory)) return [];
  return [`Jupyter looks in ${directory} only where $JUPYTER_USE_PROGRAMDATA is 1: set it.`];
}
