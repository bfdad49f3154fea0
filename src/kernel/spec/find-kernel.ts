import { CeterisError } from "../../util/error.js";
import { nearestName } from "../../util/nearest-name.js";
import { type FoundKernel, type KernelSpec, kernelsIn, readKernelSpec } from "./kernel-spec.js";
import { jupyterSearchPath } from "./search-path.js";
import { type JupyterSurroundings, surroundings } from "./surroundings.js";

/** A kernel that can be started: where its kernelspec lies, and what that says. */
export interface LocatedKernel extends FoundKernel {
  readonly spec: KernelSpec;
}

/** The kernels that Jupyter would find, each name once, by name. */
export function listKernels(around: JupyterSurroundings = surroundings()): FoundKernel[] {
  const byName = new Map<string, FoundKernel>();
  for (const kernel of jupyterSearchPath(around).flatMap(kernelsIn))
    if (!byName.has(kernel.name)) byName.set(kernel.name, kernel);
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folders in which Jupyter finds a kernel of a name, in its order: it takes the first. */
export function directoriesOf(name: string, around: JupyterSurroundings): string[] {
  const kernels = jupyterSearchPath(around).flatMap(kernelsIn);
  return kernels
    .filter((kernel) => kernel.name === name.toLowerCase())
    .map(({ directory }) => directory);
}

/**
 * The kernel of a name, in capitals or not, as Jupyter would find it.
 *
 * @throws CeterisError `KERNEL` where there is none, or its `kernel.json` is damaged.
 */
export function findKernel(
  name: string,
  around: JupyterSurroundings = surroundings(),
): LocatedKernel {
  const kernels = listKernels(around);
  const found = kernels.find((kernel) => kernel.name === name.toLowerCase());
  if (found) return { ...found, spec: readKernelSpec(found.directory) };
  throw new CeterisError("KERNEL", `Jupyter has no kernel ${name}; ${remedy(name, kernels)}`);
}

function remedy(wanted: string, kernels: readonly FoundKernel[]): string {
  const names = kernels.map(({ name }) => name);
  if (names.length === 0)
    return "none is installed: `ceteris kernel install` installs the one for TypeScript.";
  const nearest = nearestName(wanted, names);
  return nearest
    ? `did you mean ${nearest}?`
    : `there are ${names.join(", ")}: name one of them with --kernel, or install it.`;
}
