import { type CellScript, findScript, type Place, sourcePlace } from "./cell-scripts.js";
import { foldFrames } from "./fold-frames.js";

const KERNEL = new URL("..", import.meta.url).href;

/** V8's ten frames end within a library, before the cell that called it. */
const FRAMES = 100;

/** The line of a cell from which an error came. */
export interface Origin {
  readonly script: CellScript;
  readonly place: Place;
}

const origins = new WeakMap<object, Origin>();

/**
 * Writes stacks in the lines of the cells, whoever reads them, and leaves out what lies below a cell: the kernel's own
 * frames.
 */
export function installStackTraces(): void {
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (error, frames) => {
    const origin = findOrigin(frames);
    if (origin) origins.set(error, origin);
    return [headerOf(error), ...framesAbove(frames)].join("\n");
  };
}

/** The cell's line nearest to where an error was made; known once its stack was read. */
export function originOf(error: Error): Origin | undefined {
  return origins.get(error);
}

function findOrigin(frames: readonly NodeJS.CallSite[]): Origin | undefined {
  for (const frame of frames) {
    const script = findScript(frame.getFileName());
    const place = script && script.lines.length > 0 ? placeOf(frame, script) : undefined;
    if (script && place) return { script, place };
  }
  return undefined;
}

/** The frames down to the last that belongs to a cell; without a cell, those above the kernel's own. */
function framesAbove(frames: readonly NodeJS.CallSite[]): readonly string[] {
  const last = frames.findLastIndex((frame) => findScript(frame.getFileName()) !== undefined);
  const own = frames.findIndex(isOwn);
  if (last < 0) return (own < 0 ? frames : frames.slice(0, own)).map(frameLine);
  const shown = frames.slice(0, last + 1).filter((frame) => !isOwn(frame));
  return foldFrames(shown, frameLine);
}

function isOwn(frame: NodeJS.CallSite): boolean {
  return frame.getFileName()?.startsWith(KERNEL) ?? false;
}

function frameLine(frame: NodeJS.CallSite): string {
  return `    at ${frameText(frame)}`;
}

function frameText(frame: NodeJS.CallSite): string {
  const text = String(frame);
  const file = frame.getFileName();
  const script = findScript(file);
  if (script === undefined) return text;
  const place = placeOf(frame, script);
  const where = place ? `${script.label}:${place.line + 1}:${place.column + 1}` : script.label;
  const emitted = `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  // Functions of earlier cells are called as properties of an object that the user does not see.
  return text.replace(emitted, where).replace(/^(async )?Object\./, "$1");
}

function placeOf(frame: NodeJS.CallSite, script: CellScript): Place | undefined {
  const line = (frame.getLineNumber() ?? 1) - 1;
  const column = (frame.getColumnNumber() ?? 1) - 1;
  return sourcePlace(script, { line, column });
}

/** The first line, as V8 writes it. */
function headerOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}
