import { dirname, resolve } from "node:path";
import { CeterisError } from "../../util/error.js";
import { findKernel, type LocatedKernel } from "../spec/find-kernel.js";
import type { KernelClient } from "../client/kernel-client.js";
import { startKernel } from "../client/start-kernel.js";
import type { CellFailure, CellPlace } from "./cell-failure.js";
import { type CellRules, type CellRun, runCell } from "./run-cell.js";
import type { Displays } from "./cell-outputs.js";
import { injectParameters } from "./inject-parameters.js";
import { languageOf } from "./languages/languages.js";
import { type Cell, isObject, type Notebook, tagsOf } from "./notebook.js";
import type { Parameter } from "./parse-parameter.js";
import { readNotebook } from "./parse-notebook.js";

/** How a notebook is run. */
export interface RunNotebookOptions {
  /** The kernel's name; by default the one that the notebook names. */
  readonly kernel?: string | undefined;
  /** The folder in which the cells run; the notebook's by default. */
  readonly cwd?: string | undefined;
  readonly parameters?: readonly Parameter[];
  /** Seconds that a cell may take; no limit by default. */
  readonly timeout?: number | undefined;
  /** Go on after a cell that failed. Default false. */
  readonly allowErrors?: boolean;
  /** Keep in each cell's metadata when it ran, as JupyterLab does. Default true. */
  readonly timing?: boolean;
  /** Interrupts the running cell, after which the notebook ends. */
  readonly signal?: AbortSignal;
  /** Takes the notebook before the first cell, and again after every cell. */
  readonly save: (notebook: Notebook) => void;
  /** Takes each cell when it begins, and when it ends with how that went. */
  readonly onCell?: (place: CellPlace, run?: CellRun) => void;
  readonly onWarning?: (message: string) => void;
}

/** What came of running a notebook. */
export interface NotebookRun {
  readonly kernel: string;
  /** How many cells there were to run, and how many were. */
  readonly cells: number;
  readonly run: number;
  readonly failures: readonly CellFailure[];
  /** Whether the notebook did not come to its end. */
  readonly isFailed: boolean;
}

/**
 * Runs the code cells of a notebook from top to bottom on a fresh kernel, of any language. The outputs of earlier runs are
 * removed first; cells without code, and those tagged `skip-execution`, are passed over. It ends at the first error,
 * unless errors are allowed, or the cell is tagged `raises-exception`.
 *
 * @throws CeterisError `FORMAT` where the notebook cannot be read, `KERNEL` where there is no such kernel or it does not
 * start, ParameterError for parameters that cannot be set; else what `save` throws.
 */
export async function runNotebook(file: string, options: RunNotebookOptions): Promise<NotebookRun> {
  const stored = readNotebook(file);
  const kernel = findKernel(options.kernel ?? kernelName(stored, file));
  const prepared = prepare(stored, kernel, options);
  options.save(prepared);
  const { signal, cwd = dirname(resolve(file)) } = options;
  const { client, info } = await startKernel(kernel, { cwd, ...(signal ? { signal } : {}) });
  try {
    return await runCells(client, withLanguage(prepared, info["language_info"]), options);
  } finally {
    await client.shutdown();
  }
}

async function runCells(
  client: KernelClient,
  notebook: Notebook,
  options: RunNotebookOptions,
): Promise<NotebookRun> {
  const { save, onCell } = options;
  const kernel = client.kernel.name;
  const rules = rulesOf(options);
  const displays: Displays = new Map();
  const runs = new Map<Cell, CellRun>();
  const cells = notebook.cells.filter(isRun);
  for (const [index, cell] of cells.entries()) {
    const place = { cell, number: index + 1, total: cells.length, kernel };
    onCell?.(place);
    const run = await runCell(client, place, displays, rules);
    runs.set(cell, run);
    onCell?.(place, run);
    save({ ...notebook, cells: notebook.cells.map((each) => runs.get(each)?.cell() ?? each) });
    if (run.isFatal) break;
  }
  const ended = [...runs.values()];
  const failures = ended.flatMap(({ failure }) => failure ?? []);
  const isFailed = ended.some(({ isFatal }) => isFatal);
  return { kernel, cells: cells.length, run: runs.size, failures, isFailed };
}

function rulesOf({
  timeout,
  signal,
  allowErrors = false,
  timing = true,
}: RunNotebookOptions): CellRules {
  return { timeout, signal, allowErrors, timing };
}

/** The notebook as it is before its first cell: with its parameters, and with nothing of earlier runs. */
function prepare(
  stored: Notebook,
  kernel: LocatedKernel,
  { parameters = [], onWarning }: RunNotebookOptions,
): Notebook {
  const named = withKernel({ ...stored, cells: stored.cells.map(cleared) }, kernel);
  if (parameters.length === 0) return named;
  const language = languageOf(kernel.spec.language);
  const { notebook, warnings } = injectParameters(named, parameters, language);
  for (const warning of warnings) onWarning?.(warning);
  return notebook;
}

function cleared(cell: Cell): Cell {
  if (cell.cell_type !== "code") return cell;
  const { execution: _execution, ...metadata } = cell.metadata;
  return { ...cell, metadata, outputs: [], execution_count: null };
}

/** As nbclient has it. */
function isRun(cell: Cell): boolean {
  const isSkipped = tagsOf(cell).includes("skip-execution");
  return cell.cell_type === "code" && cell.source.trim() !== "" && !isSkipped;
}

function kernelName({ metadata }: Notebook, file: string): string {
  const { kernelspec } = metadata;
  const name = isObject(kernelspec) ? kernelspec["name"] : undefined;
  if (typeof name === "string" && name !== "") return name;
  throw new CeterisError("KERNEL", `The notebook ${file} names no kernel; name one with --kernel.`);
}

/** Notes the kernel that makes the outputs, where the notebook names another or none. */
function withKernel(notebook: Notebook, { name, spec }: LocatedKernel): Notebook {
  const { kernelspec } = notebook.metadata;
  if (isObject(kernelspec) && kernelspec["name"] === name) return notebook;
  const { displayName, language } = spec;
  const used = { display_name: displayName, language, name };
  return { ...notebook, metadata: { ...notebook.metadata, kernelspec: used } };
}

function withLanguage(notebook: Notebook, language: unknown): Notebook {
  if (!isObject(language)) return notebook;
  return { ...notebook, metadata: { ...notebook.metadata, language_info: language } };
}
