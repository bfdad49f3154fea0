import { adaptTypescript } from "./adapted-typescript.js";
import { captureChildren } from "./child-output.js";
import { errorContent } from "./errors/error-content.js";
import { EmittedMaps } from "./emitted-maps.js";
import { Interrupted } from "./errors/interrupted.js";
import { NotebookSession } from "./notebook-session.js";
import type { Publish, Session } from "./session.js";
import { installStackTraces } from "./errors/stack-trace.js";
import { loadTslab } from "./tslab-modules.js";

/**
 * Starts a session whose cells resolve their imports from `cwd`, the process's folder; `publishLate` takes what comes
 * after a cell's end. It takes over the process: its streams and those of its children, its stack traces and its
 * uncaught errors.
 *
 * @throws CeterisError with code `KERNEL` where tslab is missing.
 */
export function startSession(options: {
  readonly cwd: string;
  readonly publishLate: Publish;
  /** True, once, where the running cell was interrupted and `interrupt` could not be called yet. */
  readonly takeInterrupt: () => boolean;
}): Session {
  const maps = new EmittedMaps();
  const tslab = loadTslab(options.cwd, (ts) => adaptTypescript(ts, maps));
  installStackTraces();
  captureChildren();
  process.on("uncaughtException", (error) => tell("Uncaught", error));
  process.on("unhandledRejection", (reason) => tell("Unhandled rejection", reason));
  return new NotebookSession({ ...options, tslab, maps });
}

/** An error that no cell waits for: the kernel lives on. */
function tell(what: string, reason: unknown): void {
  if (reason instanceof Interrupted) return;
  process.stderr.write(`${what}\n${errorContent(reason).traceback.join("\n")}\n`);
}
