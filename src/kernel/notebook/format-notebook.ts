import { splitLines } from "./lines.js";
import { splitBundle } from "./mime-bundle.js";
import { type Cell, isObject, type Notebook, type Output } from "./notebook.js";
import { sortedJson } from "./sorted-json.js";

/** The text of a notebook as Jupyter itself writes it: keys sorted, texts in lines, one blank of indent. */
export function formatNotebook(notebook: Notebook): string {
  return `${sortedJson({ ...notebook, cells: notebook.cells.map(storedCell) })}\n`;
}

function storedCell(cell: Cell): object {
  const { source, outputs } = cell;
  const attachments: unknown = Reflect.get(cell, "attachments");
  return {
    ...cell,
    source: splitLines(source),
    ...(outputs ? { outputs: outputs.map(storedOutput) } : {}),
    ...(isObject(attachments) ? { attachments: splitBundles(attachments) } : {}),
  };
}

function storedOutput(output: Output): Output {
  const { text } = output;
  return {
    ...output,
    ...("data" in output ? { data: splitBundle(output["data"]) } : {}),
    ...(typeof text === "string" ? { text: splitLines(text) } : {}),
  };
}

function splitBundles(attachments: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, bundle]) => [name, splitBundle(bundle)]),
  );
}
