import { existsSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CeterisError } from "../../util/error.js";
import { nearestName } from "../../util/nearest-name.js";
import { type KernelPlace, kernelDirectory } from "./kernel-directory.js";
import { type KernelSpec, kernelsIn, readKernelSpec } from "../spec/kernel-spec.js";
import { isOurs, kernelOf } from "./kernels.js";
import { directoriesOf } from "../spec/find-kernel.js";
import { type JupyterSurroundings, surroundings } from "../spec/surroundings.js";

/** A kernelspec that was removed. */
export interface RemovedKernel {
  /** Absolute path of the folder that was removed. */
  readonly directory: string;
  readonly name: string;
  readonly displayName: string;
  /** Folders in which Jupyter still finds a kernel of that name, in its order. */
  readonly elsewhere: readonly string[];
}

/**
 * Removes the folder of a kernel that `installKernel` wrote.
 *
 * @throws CeterisError with code `KERNEL` where there is none, where ceteris did not install it, or where the folder
 *   cannot be removed.
 */
export function uninstallKernel(place: KernelPlace = {}): RemovedKernel {
  const around = surroundings();
  const name = place.name ?? kernelOf(place.stock).name;
  const directory = kernelDirectory(place.prefix, name, around);
  const { displayName } = readOwnSpec(directory, name, around);
  remove(directory);
  return { directory, name, displayName, elsewhere: directoriesOf(name, around) };
}

function readOwnSpec(directory: string, name: string, around: JupyterSurroundings): KernelSpec {
  if (!existsSync(join(directory, "kernel.json"))) throw absent(directory, name, around);
  const spec = readKernelSpec(directory);
  if (isOurs(spec)) return spec;
  throw new CeterisError(
    "KERNEL",
    `The kernel in ${directory} was not installed by ceteris and stays: remove it with the program that installed it.`,
  );
}

function absent(directory: string, name: string, around: JupyterSurroundings): CeterisError {
  return new CeterisError(
    "KERNEL",
    `There is no kernel in ${directory}${remedyForAbsent(directory, name, around)}`,
  );
}

function remedyForAbsent(directory: string, name: string, around: JupyterSurroundings): string {
  const elsewhere = directoriesOf(name, around);
  if (elsewhere.length > 0) return `; there is one in ${elsewhere.join(", ")}: give that place.`;
  const names = kernelsIn(join(directory, "..", "..")).map((kernel) => kernel.name);
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return `; did you mean ${nearest}?`;
  return ", nor anywhere else that Jupyter looks: there is nothing to remove.";
}

/** A folder that is a link is another's: only the link goes. */
function remove(directory: string): void {
  try {
    rmSync(directory, { recursive: !lstatSync(directory).isSymbolicLink() });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CeterisError(
      "KERNEL",
      `${directory} cannot be removed (${reason}): remove it as a user who may.`,
      { cause },
    );
  }
}
