import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PYTHON } from "./project.js";
import { succeed } from "./run-program.js";

export interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** `stdout` or `stderr`. */
  readonly name?: string;
  readonly text?: string | readonly string[];
}

export interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly Cell[];
}

/** The name under which the tests install the kernel. */
export const KERNEL = "ceteris";

/** Environment in which Jupyter sees the kernels of `dataFolder`, and none of this user's settings. */
export function jupyterEnvironment(dataFolder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JUPYTER_DATA_DIR: dataFolder,
    JUPYTER_CONFIG_DIR: join(dataFolder, "config"),
    JUPYTER_RUNTIME_DIR: join(dataFolder, "runtime"),
    IPYTHONDIR: join(dataFolder, "ipython"),
  };
}

/**
 * Executes a notebook in place with nbconvert, in its own folder. Throws what nbconvert says where a cell fails, unless
 * errors are allowed.
 */
export async function executeNotebook(
  file: string,
  dataFolder: string,
  options: { readonly allowErrors?: boolean } = {},
): Promise<Notebook> {
  const kernel = `--ExecutePreprocessor.kernel_name=${KERNEL}`;
  const flags = ["--to", "notebook", "--execute", "--inplace", kernel];
  const errors = options.allowErrors === true ? ["--allow-errors"] : [];
  await succeed(PYTHON, ["-m", "nbconvert", ...flags, ...errors, file], {
    cwd: dirname(file),
    env: jupyterEnvironment(dataFolder),
  });
  return readNotebook(file);
}

/** Writes cells as a notebook. */
export function writeNotebook(file: string, sources: readonly string[]): void {
  const cells = sources.map((source, place) => ({
    id: `cell-${place}`,
    cell_type: "code",
    source,
    outputs: [],
    execution_count: null,
    metadata: {},
  }));
  const kernelspec = { name: KERNEL, display_name: "TypeScript (ceteris)", language: "typescript" };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells };
  writeFileSync(file, JSON.stringify(notebook));
}

export function readNotebook(file: string): Notebook {
  return JSON.parse(readFileSync(file, "utf8")) as Notebook;
}

/** All that a cell printed to a stream. */
export function printed(cell: Cell | undefined, name: "stdout" | "stderr"): string {
  const streams = (cell?.outputs ?? []).filter((output) => output.name === name);
  return streams.map(({ text }) => textOf(text)).join("");
}

/** The MIME bundles that a cell displayed. */
export function bundles(cell: Cell | undefined): Readonly<Record<string, unknown>>[] {
  return (cell?.outputs ?? []).flatMap(({ data }) => (data ? [data] : []));
}

/** Text as notebooks store it: whole, or in lines. */
export function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}
