import { join, resolve } from "node:path";
import { jupyterDataDirectory } from "../spec/data-directory.js";
import { askJupyter, examineListing } from "./examine-listing.js";
import { examinePackages, packageFolder } from "./examine-packages.js";
import { examinePrograms } from "./examine-programs.js";
import { examineStart } from "./examine-start.js";
import type { ExaminedKernel } from "./examined-kernel.js";
import { kernelCommand, placeWords, prefixOf } from "./install-command.js";
import { kernelDirectory } from "../install/kernel-directory.js";
import type { KernelFinding } from "./kernel-finding.js";
import { type FoundKernel, kernelsIn, readKernelSpec } from "../spec/kernel-spec.js";
import { isOurs, kernelOf } from "../install/kernels.js";
import { jupyterSearchPath } from "../spec/search-path.js";
import { type JupyterSurroundings, surroundings } from "../spec/surroundings.js";
import { notesOn } from "../install/version-folder.js";

/** Which kernels are examined, and for which notebooks. */
export interface ExamineKernelsOptions {
  /** A place beside those where Jupyter looks, as for `installKernel`. */
  readonly prefix?: string;
  /** Only the kernels of this name. */
  readonly name?: string;
  /** The folder of the notebooks; that of this process by default. */
  readonly folder?: string;
  /** Is told the name of each kernel before it is started, which takes seconds. */
  readonly onStart?: (name: string) => void;
}

/** What an examination of the kernels gives. */
export interface KernelExamination {
  /** The kernels that ceteris installed, in the order in which Jupyter would find them. */
  readonly kernels: readonly ExaminedKernel[];
  readonly findings: readonly KernelFinding[];
  /** Sentences on what is no fault, and may become one. */
  readonly notes: readonly string[];
}

const NO_JUPYTER =
  "There is no jupyter on $PATH, so that none could be asked which kernels it sees.";

/**
 * Looks for everything that keeps a notebook from running on the kernels that ceteris installed: the programs and
 * packages that they name, whether Jupyter sees them, and whether they start, for which each is started.
 *
 * @throws CeterisError `KERNEL` where no Python environment is active for `sys-prefix`.
 */
export async function examineKernels(
  options: ExamineKernelsOptions = {},
): Promise<KernelExamination> {
  const around = surroundings();
  const folder = resolve(options.folder ?? "");
  const jupyter = await askJupyter(around);
  const found = kernelsOf(options, jupyter.listed ?? [], around);
  const { kernels, findings } = readKernels(found, options, around);
  const none = kernels.length + findings.length === 0 ? [noKernel(options, around)] : [];
  const ofKernels: KernelFinding[] = [];
  for (const kernel of kernels)
    ofKernels.push(
      ...examineListing(kernel, jupyter.listed ?? found, around),
      ...(await examineKernel(kernel, folder, around, options.onStart)),
    );
  return {
    kernels,
    findings: [...jupyter.findings, ...none, ...findings, ...ofKernels, ...examineFolder(folder)],
    notes: [
      ...(jupyter.listed || jupyter.findings.length > 0 ? [] : [NO_JUPYTER]),
      ...new Set(kernels.flatMap(({ spec }) => notesOn(spec.argv))),
    ],
  };
}

/** Each kernel that can be found, whosever it is: in Jupyter's order, then where the options point to. */
function kernelsOf(
  { prefix }: ExamineKernelsOptions,
  listed: readonly FoundKernel[],
  around: JupyterSurroundings,
): FoundKernel[] {
  const asked = prefix === undefined ? [] : [jupyterDataDirectory(prefix, around)];
  const found = [...jupyterSearchPath(around), ...asked].flatMap(kernelsIn);
  return [...new Map([...found, ...listed].map((kernel) => [kernel.directory, kernel])).values()];
}

/** Those that are ours; a `kernel.json` that cannot be read counts where it has the name of ours. */
function readKernels(
  found: readonly FoundKernel[],
  { name }: ExamineKernelsOptions,
  around: JupyterSurroundings,
): { kernels: ExaminedKernel[]; findings: KernelFinding[] } {
  const kernels: ExaminedKernel[] = [];
  const findings: KernelFinding[] = [];
  for (const kernel of found.filter((one) => name === undefined || isNamed(one, name)))
    try {
      const spec = readKernelSpec(kernel.directory);
      if (isOurs(spec)) kernels.push({ ...kernel, spec });
    } catch (error) {
      if (isNamed(kernel, name ?? kernelOf(false).name))
        findings.push(unreadable(kernel, error, around));
    }
  return { kernels, findings };
}

function isNamed(kernel: FoundKernel, name: string): boolean {
  return kernel.name === name.toLowerCase();
}

function unreadable(
  kernel: FoundKernel,
  error: unknown,
  around: JupyterSurroundings,
): KernelFinding {
  const place = placeWords(prefixOf(kernel, around), kernel.name);
  return {
    kind: "unreadable-spec",
    path: join(kernel.directory, "kernel.json"),
    message: "cannot be read as a kernelspec",
    remedy: "Install the kernel again over it.",
    command: kernelCommand("install", ["--force", ...place]),
    output: [error instanceof Error ? error.message : String(error)],
  };
}

function noKernel(
  { prefix, name = kernelOf(undefined).name }: ExamineKernelsOptions,
  around: JupyterSurroundings,
): KernelFinding {
  return {
    kind: "no-kernel",
    path: kernelDirectory(prefix, name, around),
    message: "is not there, and neither is a kernel of ceteris where Jupyter looks",
    remedy: "Install the kernel.",
    command: kernelCommand("install", placeWords(prefix, name)),
  };
}

/** One thing that is wrong hides what comes after it: a kernel without its Node cannot be started. */
async function examineKernel(
  kernel: ExaminedKernel,
  folder: string,
  around: JupyterSurroundings,
  onStart: ExamineKernelsOptions["onStart"],
): Promise<KernelFinding[]> {
  const programs = await examinePrograms(kernel, around);
  if (programs.length > 0) return programs;
  const packages = await examinePackages(kernel, folder, around);
  if (packages.length > 0) return packages;
  onStart?.(kernel.name);
  return examineStart(kernel, folder);
}

/** A cell's imports are resolved from the folder of its notebook. */
function examineFolder(folder: string): KernelFinding[] {
  if (packageFolder("ceteris", [join(folder, "notebook")]) !== undefined) return [];
  return [
    {
      kind: "ceteris-missing",
      path: folder,
      message: "has no ceteris, so that no cell of a notebook there can import it",
      remedy: "Install it in the project of the notebooks, or ask in their folder.",
      command: "npm install ceteris",
    },
  ];
}
