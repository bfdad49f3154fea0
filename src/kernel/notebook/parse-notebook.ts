import { readFileSync } from "node:fs";
import { errorCode } from "../../util/error-code.js";
import { CeterisError } from "../../util/error.js";
import { cellIds } from "./cell-ids.js";
import { joinLines } from "./lines.js";
import { joinBundle } from "./mime-bundle.js";
import { type Cell, isObject, type Notebook, type Output } from "./notebook.js";

/** The minor version that is written. */
const MINOR = 5;

/**
 * Reads a notebook in nbformat 4, as `parseNotebook` does.
 *
 * @throws CeterisError `FORMAT` where the file cannot be read, or is no such notebook.
 */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readText(path), path);
}

/**
 * A notebook in nbformat 4.0 to 4.5 as 4.5: texts are whole, every cell has an id, and what must not be in a file is
 * left out. Other fields are kept as they are.
 *
 * @param path - Names the notebook in errors.
 * @throws CeterisError `FORMAT` where the text is no such notebook.
 */
export function parseNotebook(text: string, path: string): Notebook {
  const document = parseObject(text, path);
  checkVersion(document["nbformat"], path);
  if (!Array.isArray(document["cells"])) throw damaged(path, "has no list of cells");
  const cells = document["cells"].map((cell: unknown, place) => parseCell(cell, place, path));
  const ids = cellIds(cells);
  return {
    ...document,
    nbformat: 4,
    nbformat_minor: Math.max(MINOR, Number(document["nbformat_minor"]) || 0),
    metadata: without(document["metadata"], "orig_nbformat", "orig_nbformat_minor", "signature"),
    cells: cells.map((cell, place) => ({ ...cell, id: ids[place]! })),
  };
}

function checkVersion(version: unknown, path: string): void {
  if (version === 4) return;
  if (typeof version !== "number") throw damaged(path, "says no nbformat");
  const remedy =
    version < 4
      ? `convert it: jupyter nbconvert --to notebook --inplace ${path}`
      : "save it in nbformat 4.5";
  throw new CeterisError(
    "FORMAT",
    `The notebook ${path} is in nbformat ${version}, and ceteris reads nbformat 4; ${remedy}.`,
  );
}

function parseCell(cell: unknown, place: number, path: string): Cell {
  const where = `cell ${place + 1}`;
  if (!isObject(cell) || typeof cell["cell_type"] !== "string")
    throw damaged(path, `has no cell_type in ${where}`);
  const source = joinLines(cell["source"]);
  if (typeof source !== "string") throw damaged(path, `has no source in ${where}`);
  const { attachments } = cell;
  const common = {
    ...cell,
    ...(isObject(attachments) ? { attachments: joinBundles(attachments) } : {}),
    metadata: without(cell["metadata"], "trusted"),
    source,
  };
  const code =
    cell["cell_type"] === "code"
      ? { outputs: parseOutputs(cell["outputs"]), execution_count: countOf(cell) }
      : {};
  return { ...common, ...code } as unknown as Cell;
}

function parseOutputs(outputs: unknown): Output[] {
  return Array.isArray(outputs) ? outputs.filter(isOutput).map(parseOutput) : [];
}

function isOutput(value: unknown): value is Output {
  return isObject(value) && typeof value["output_type"] === "string";
}

function parseOutput(output: Output): Output {
  return {
    ...output,
    ...("data" in output ? { data: joinBundle(output["data"]) } : {}),
    ...("text" in output ? { text: joinLines(output["text"]) } : {}),
  };
}

function countOf({ execution_count: count }: Readonly<Record<string, unknown>>): number | null {
  return Number.isInteger(count) ? Number(count) : null;
}

function joinBundles(attachments: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, bundle]) => [name, joinBundle(bundle)]),
  );
}

function without(metadata: unknown, ...names: readonly string[]): Record<string, unknown> {
  const fields = isObject(metadata) ? Object.entries(metadata) : [];
  return Object.fromEntries(fields.filter(([name]) => !names.includes(name)));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const reason = errorCode(cause) ?? "for an unknown reason";
    throw new CeterisError(
      "FORMAT",
      `The notebook ${path} cannot be read (${reason}); name a notebook that is there.`,
      { cause },
    );
  }
}

function parseObject(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw damaged(path, "is not a JSON object");
}

function damaged(path: string, what: string): CeterisError {
  return new CeterisError(
    "FORMAT",
    `The notebook ${path} ${what}; save it again with Jupyter, or name another file.`,
  );
}
