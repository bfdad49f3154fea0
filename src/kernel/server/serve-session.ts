import type { Worker } from "node:worker_threads";
import type { ToMain } from "./port.js";
import { SessionLink } from "./session-link.js";

/** Starts the session in this thread, and lets it answer what the worker asks. */
export function serveSession(worker: Worker, shared: Int32Array): void {
  const link = new SessionLink(worker, shared);
  worker.on("message", (message: ToMain) => link.take(message));
  process.on("SIGINT", () => link.interrupt());
  beforeEnd(() => link.exit());
  link.start();
}

type Exit = (code?: number | string) => never;

/** Node calls `reallyExit` after all listeners of "exit", also those that cells add: what they print is shown as well. */
function beforeEnd(callback: () => void): void {
  const exit = Reflect.get(process, "reallyExit") as Exit;
  Reflect.set(process, "reallyExit", (code?: number | string) => {
    callback();
    exit.call(process, code);
  });
}
