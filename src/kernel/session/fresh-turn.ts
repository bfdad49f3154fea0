/**
 * A turn of the event loop of its own. What follows runs in a promise's continuation, not in the immediate's own frame:
 * an immediate that is terminated before its end may stay at the head of Node's queue for ever.
 */
export function freshTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
