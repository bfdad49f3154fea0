/** Waits for a result, but not longer than a signal lets it: then rejects with the signal's reason. */
export async function orAborted<T>(
  result: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return result;
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const end = (): void => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { signal: over.signal });
  });
  try {
    return await Promise.race([ended, result]);
  } finally {
    over.abort();
  }
}
