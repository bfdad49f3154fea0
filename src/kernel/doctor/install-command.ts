import type { ExaminedKernel } from "./examined-kernel.js";
import type { FoundKernel } from "../spec/kernel-spec.js";
import { kernelDirectory } from "../install/kernel-directory.js";
import { displayNameOf, isStock, kernelOf } from "../install/kernels.js";
import { type JupyterSurroundings, pathsOf } from "../spec/surroundings.js";

/** A line for the shell that calls a command for kernels. */
export function kernelCommand(verb: string, words: readonly string[]): string {
  return ["npx ceteris kernel", verb, ...words.map(quoted)].join(" ");
}

/** The line that installs a kernel again, in the same place under the same names. */
export function installCommand(kernel: ExaminedKernel, around: JupyterSurroundings): string {
  const { argv, displayName } = kernel.spec;
  const usual = kernelOf(isStock(argv));
  const isUsual = displayName === displayNameOf(usual, kernel.name);
  return kernelCommand("install", [
    ...(isStock(argv) ? ["--stock"] : []),
    ...placeWords(prefixOf(kernel, around), kernel.name, usual.name),
    ...(isUsual ? [] : ["--display-name", displayName]),
  ]);
}

/** The line that removes a kernel from its place. */
export function uninstallCommand(kernel: ExaminedKernel, around: JupyterSurroundings): string {
  return kernelCommand("uninstall", placeWords(prefixOf(kernel, around), kernel.name));
}

/** The words for a place and a name, as `installKernel` takes them, where no name means `usual`. */
export function placeWords(
  prefix: string | undefined,
  name: string,
  usual: string = kernelOf(undefined).name,
): string[] {
  const named = name === usual ? [] : ["--name", name];
  if (prefix === undefined) return named;
  if (prefix === "sys-prefix" || prefix === "system") return [...named, `--${prefix}`];
  return [...named, "--prefix", prefix];
}

/** The prefix with which `installKernel` comes to the folder of a kernel. */
export function prefixOf(
  { name, directory }: FoundKernel,
  around: JupyterSurroundings,
): string | undefined {
  if (directory === kernelDirectory(undefined, name, around)) return undefined;
  if (directory === kernelDirectory("system", name, around)) return "system";
  return pathsOf(around).resolve(directory, "../../../..");
}

/** As sh, cmd and PowerShell take it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./\\~-]+$/.test(word) ? word : `"${word}"`;
}
