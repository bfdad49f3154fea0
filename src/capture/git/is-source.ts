import { basename } from "node:path";

/** Files that people write and programs run. */
const PROGRAM = new RegExp(
  `\\.(?:${[
    "py pyi pyx pxd ipynb [cm]?[jt]sx? vue r rmd qmd jl m lua rb pl php",
    "sh bash zsh fish csh ps1 bat awk sql slurm sbatch pbs smk nf wdl cwl",
    "c h cc cpp cxx hpp hh cu cuh cl glsl wgsl rs go java kt scala swift cs fs f f90 f95 f03 for",
    "hs ml mli clj ex exs stan bugs jags do sas proto cmake mk",
  ]
    .join(" ")
    .replaceAll(" ", "|")})$`,
  "i",
);
const BUILD =
  /^(?:(?:GNU)?Makefile|Dockerfile|Snakefile|Justfile|CMakeLists\.txt|requirements[\w.-]*\.txt|pyproject\.toml|setup\.cfg|package\.json|tsconfig\.json|Cargo\.toml|go\.mod|renv\.lock)$/i;
/** Files of settings, of which programs write some too; a JSON file is more often a result. */
const SETTINGS = /(?:\.(?:ya?ml|toml|ini|cfg|conf)|(?:^|\/)[^./]+)$/i;

/** A file of a recorded run, in whatever root: `exman/runs/000007-2026-11-21-10-00-00/params.yaml`. */
const OF_RUN =
  /(?:^|\/)(?:runs|index|marked|fails|tmp)\/(?:.+\/)?\d{1,12}-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d/;

/**
 * True for a path in a repository that can be code or settings.
 *
 * @param outside - Folders that do not count, relative to the repository.
 */
export function isSource(path: string, outside: readonly string[]): boolean {
  return (
    !OF_RUN.test(path) &&
    !outside.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

/**
 * True for an untracked file that is code or settings, by its name: what else is untracked may be what the program itself
 * writes.
 *
 * @param named - Paths that the command line names, relative to the repository.
 */
export function isUntrackedSource(path: string, named: ReadonlySet<string>): boolean {
  if (PROGRAM.test(path) || BUILD.test(basename(path))) return true;
  return named.has(path) && SETTINGS.test(path);
}
