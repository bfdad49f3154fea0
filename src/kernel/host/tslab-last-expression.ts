import type { TslabHost } from "./tslab-host.js";

/** tslab's call of `console.log` lies less deep than this. */
const FRAMES = 24;

/**
 * True while the given tslab prints the last expression of a cell, and not where a user's code prints. `inspector` is
 * the function that Node called to inspect the value: it, and what it called, are left out of the stack.
 */
export function isLastExpression(
  host: TslabHost,
  inspector: (...values: never[]) => unknown,
): boolean {
  const frames = callSites(inspector);
  const outside = frames.findIndex((frame) => !frame.getFileName()?.startsWith("node:"));
  return (
    frames[outside]?.getFileName() === host.executor &&
    frames[outside - 1]?.getFunctionName() === "log"
  );
}

/** Drops the line that tslab is about to write: what follows in the same turn of the event loop. */
export function dropNextLine(): void {
  const restore = replaceProperty(process.stdout, "write", () => {
    restore();
    return true;
  });
  queueMicrotask(restore);
}

function callSites(above: (...values: never[]) => unknown): readonly NodeJS.CallSite[] {
  let found: readonly NodeJS.CallSite[] = [];
  const collect = (_error: Error, frames: NodeJS.CallSite[]): string => {
    found = frames;
    return "";
  };
  const restores = [
    replaceProperty(Error, "prepareStackTrace", collect),
    replaceProperty(Error, "stackTraceLimit", FRAMES),
  ];
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, above);
  void holder.stack; // older engines collect the frames when the stack is read
  for (const restore of restores) restore();
  return found;
}

/** Replaces a property until the returned function is called for the first time. */
function replaceProperty(object: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  let replaced = Reflect.defineProperty(object, name, {
    value,
    configurable: true,
    writable: true,
  });
  return () => {
    if (!replaced) return;
    replaced = false;
    if (own) Object.defineProperty(object, name, own);
    else Reflect.deleteProperty(object, name);
  };
}
