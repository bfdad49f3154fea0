import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PYTHON } from "./project.js";
import { type Finished, succeed } from "./run-program.js";

export interface Output {
  readonly output_type: string;
  readonly execution_count?: number | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** `stdout` or `stderr`. */
  readonly name?: string;
  readonly text?: string | readonly string[];
}

export interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

export interface Notebook {
  readonly cells: readonly Cell[];
}

/** The name under which the tests install stock tslab: the one that the notebooks ask for. */
export const KERNEL = "ceteris";

/** The name under which the tests install our own kernel. */
export const OURS = "ceteris-own";

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

export interface ExecuteOptions {
  readonly allowErrors?: boolean;
  /** Default `KERNEL`. */
  readonly kernel?: string;
  /** Folder of the executed notebook; without it the notebook is replaced. */
  readonly into?: string;
}

/**
 * Executes a notebook with nbconvert, in its own folder. Throws what nbconvert says where a cell fails, unless errors
 * are allowed.
 */
export async function executeNotebook(
  file: string,
  dataFolder: string,
  { allowErrors = false, kernel = KERNEL, into }: ExecuteOptions = {},
): Promise<Notebook> {
  const place = into === undefined ? ["--inplace"] : ["--output-dir", into];
  const errors = allowErrors ? ["--allow-errors"] : [];
  await nbconvert(
    ["notebook", "--execute", `--ExecutePreprocessor.kernel_name=${kernel}`, ...place, ...errors],
    file,
    dataFolder,
  );
  return readNotebook(into === undefined ? file : join(into, basename(file)));
}

/** Converts a notebook, in its own folder; `flags` begin with the format. */
export function nbconvert(
  flags: readonly string[],
  file: string,
  dataFolder: string,
): Promise<Finished> {
  return succeed(PYTHON, ["-m", "nbconvert", "--to", ...flags, file], {
    cwd: dirname(file),
    env: jupyterEnvironment(dataFolder),
  });
}

/** Writes cells as a notebook. */
export function writeNotebook(file: string, sources: readonly string[], kernel = KERNEL): void {
  const cells = sources.map((source, place) => ({
    id: `cell-${place}`,
    cell_type: "code",
    source,
    outputs: [],
    execution_count: null,
    metadata: {},
  }));
  const kernelspec = { name: kernel, display_name: "TypeScript (ceteris)", language: "typescript" };
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
