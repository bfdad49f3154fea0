import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { errorCode } from "../../util/error-code.js";

/** Why a program cannot be started, and the exit code that shells have for it. */
export interface NotStarted {
  /** The rest of a sentence. */
  readonly reason: string;
  readonly exitCode: 126 | 127;
}

/** Looks for a program as a shell does; null where it can be started. */
export function whyNotStarted(
  program: string,
  cwd: string,
  path: string = process.env["PATH"] ?? "",
): NotStarted | null {
  const folders = program.includes("/") ? [cwd] : path.split(delimiter);
  const found = folders.map((folder) =>
    stateOf(resolve(cwd, join(folder || ".", program)), program),
  );
  if (found.includes("runnable")) return null;
  return found.includes("closed") ? notStarted("EACCES") : notStarted("ENOENT");
}

/** What the system said when a program was to be started. */
export function startError(error: unknown): NotStarted {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "EACCES") return notStarted(code);
  const reason = error instanceof Error ? error.message : String(error);
  return { reason: `cannot be started (${reason})`, exitCode: 126 };
}

function notStarted(code: "ENOENT" | "EACCES"): NotStarted {
  if (code === "EACCES")
    return { reason: "may not be executed; chmod +x allows it", exitCode: 126 };
  return { reason: "is no program here; see its spelling and PATH", exitCode: 127 };
}

function stateOf(path: string, program: string): "runnable" | "closed" | "absent" {
  const file = program.startsWith("/") ? program : path;
  try {
    if (!statSync(file).isFile()) return program.includes("/") ? "closed" : "absent";
  } catch {
    return "absent";
  }
  try {
    accessSync(file, constants.X_OK);
    return "runnable";
  } catch {
    return "closed";
  }
}
