import { findScript, sourcePlace } from "./cell-scripts.js";

const KERNEL = new URL(".", import.meta.url).href;

/**
 * Writes stacks in the lines of the cells, whoever reads them, and leaves out what lies below a cell: the kernel's own
 * frames.
 */
export function installStackTraces(): void {
  Error.prepareStackTrace = (error, frames) => {
    const shown = framesAbove(frames).filter((frame) => !isOwn(frame));
    return [headerOf(error), ...shown.map((frame) => `    at ${frameText(frame)}`)].join("\n");
  };
}

/** The frames down to the last that belongs to a cell; without a cell, those above the kernel's own. */
function framesAbove(frames: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
  const last = frames.findLastIndex((frame) => findScript(frame.getFileName()) !== undefined);
  const own = frames.findIndex(isOwn);
  if (last >= 0) return frames.slice(0, last + 1);
  return own < 0 ? frames : frames.slice(0, own);
}

function isOwn(frame: NodeJS.CallSite): boolean {
  return frame.getFileName()?.startsWith(KERNEL) ?? false;
}

function frameText(frame: NodeJS.CallSite): string {
  const text = String(frame);
  const file = frame.getFileName();
  const script = findScript(file);
  if (script === undefined) return text;
  const line = frame.getLineNumber() ?? 1;
  const column = frame.getColumnNumber() ?? 1;
  const place = sourcePlace(script, { line: line - 1, column: column - 1 });
  const where = place ? `${script.label}:${place.line + 1}:${place.column + 1}` : script.label;
  // Functions of earlier cells are called as properties of an object that the user does not see.
  return text.replace(`${file}:${line}:${column}`, where).replace(/^(async )?Object\./, "$1");
}

/** The first line, as V8 writes it. */
function headerOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
