let coming: AbortController | undefined;

/** Is aborted at the next SIGINT, by which Jupyter interrupts tslab; the process goes on then. */
export function nextInterrupt(): AbortSignal {
  if (coming) return coming.signal;
  const next = new AbortController();
  coming = next;
  const interrupt = (): void => {
    coming = undefined;
    next.abort(new Error("The cell was interrupted."));
  };
  // Not at once: a listener that is added while Node's `vm` runs the cell makes the next SIGINT end the process.
  queueMicrotask(() => process.once("SIGINT", interrupt));
  return next.signal;
}
