import { setTimeout as sleep } from "node:timers/promises";

/** Waits so many milliseconds, or until a signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    // the signal was aborted: the wait is over
  }
}
