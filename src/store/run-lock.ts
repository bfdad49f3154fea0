import { basename, join } from "node:path";
import { createCache } from "./create-root.js";
import { withLock, type ConfirmLock } from "./exclusive-lock.js";
import type { RootLayout } from "./layout.js";

/**
 * Runs an action while no other process is in one of the same run. The lock is named as the run, which may move
 * meanwhile. While a run is running, its run.json is its own process's, which needs no lock; whoever else changes it does
 * so under this one.
 *
 * @throws CeterisError `RECORD` as `withLock` does.
 */
export function withRunLock<T>(
  layout: RootLayout,
  directory: string,
  action: (confirm: ConfirmLock) => T,
): T {
  createCache(layout);
  return withLock(join(layout.cache, `${basename(directory)}.lock`), action);
}
