import { adaptTypescript } from "./adapted-typescript.js";
import { errorContent } from "./cell-error.js";
import { EmittedMaps } from "./emitted-maps.js";
import { Interrupted } from "./interrupted.js";
import { NotebookSession } from "./notebook-session.js";
import type { Publisher, Session } from "./session.js";
import { installStackTraces } from "./stack-trace.js";
import { loadTslab } from "./tslab-modules.js";

/**
 * Starts a session whose cells resolve their imports from `cwd`, the process's folder; `publishLate` takes what comes
 * after a cell's end. It takes over the process: its streams, its stack traces and its uncaught errors.
 *
 * @throws CeterisError with code `KERNEL` where tslab is missing.
 */
export function startSession(options: {
  readonly cwd: string;
  readonly publishLate: Publisher;
}): Session {
  const maps = new EmittedMaps();
  const tslab = loadTslab(options.cwd, (ts) => adaptTypescript(ts, maps));
  installStackTraces();
  process.on("uncaughtException", (error) => tell("Uncaught", error));
  process.on("unhandledRejection", (reason) => tell("Unhandled rejection", reason));
  return new NotebookSession({ ...options, tslab, maps });
}

/** An error that no cell waits for: the kernel lives on. */
function tell(what: string, reason: unknown): void {
  if (reason instanceof Interrupted) return;
  process.stderr.write(`${what}\n${errorContent(reason).traceback.join("\n")}\n`);
}
