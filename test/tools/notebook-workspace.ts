import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { installKernel } from "../../src/kernel/install/install-kernel.js";
import { built } from "./built.js";
import { newFolder } from "./temporary-folder.js";
import { KERNEL, OURS } from "./notebook.js";
import { PROJECT } from "./project.js";

/** A copy of the notebooks with the roots they read, in which they may write. */
export interface NotebookWorkspace {
  readonly folder: string;
  /** Absolute paths, in order. */
  readonly notebooks: readonly string[];
  /** Jupyter's data directory, with the kernels in it. */
  readonly dataFolder: string;
}

const COPIED = ["notebooks", "examples", join("test", "fixtures", "digits-exman")];

/** Copies the project's notebooks and installs the kernels for them. */
export function notebookWorkspace(): NotebookWorkspace {
  const folder = newFolder();
  for (const part of COPIED) copy(part, folder);
  linkPackages(folder);
  const notebooks = readdirSync(join(folder, "notebooks")).filter((name) =>
    name.endsWith(".ipynb"),
  );
  return {
    folder,
    notebooks: notebooks.toSorted().map((name) => join(folder, "notebooks", name)),
    dataFolder: installTestKernel(join(folder, "jupyter")),
  };
}

/** Installs stock tslab and our kernel in a data directory of their own; returns the directory. */
export function installTestKernel(prefix: string): string {
  installKernel({ prefix, name: KERNEL, stock: true });
  installKernel({ prefix, name: OURS, stock: false });
  return join(prefix, "share", "jupyter");
}

/** Makes ceteris and its packages importable from a folder, as after `npm install`. */
export function linkPackages(folder: string): void {
  mkdirSync(join(folder, "notebooks", "node_modules"), { recursive: true });
  built();
  symlinkSync(PROJECT, join(folder, "notebooks", "node_modules", "ceteris"), "junction");
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"), "junction");
}

function copy(part: string, folder: string): void {
  const isOurs = (source: string): boolean => !source.includes("node_modules");
  cpSync(join(PROJECT, part), join(folder, part), {
    recursive: true,
    verbatimSymlinks: true,
    filter: isOurs,
  });
}
