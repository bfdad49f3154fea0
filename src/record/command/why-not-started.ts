import { statSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { findProgram } from "../../capture/find-program.js";
import { errorCode } from "../../util/error-code.js";

/** Why a program cannot be started, and the exit code that shells have for it. */
export interface NotStarted {
  /** The rest of a sentence. */
  readonly reason: string;
  readonly exitCode: 126 | 127;
}

/** Null for a program that can be started. */
export function whyNotStarted(program: string, cwd: string): NotStarted | null {
  const env = process.env;
  if (findProgram(program, { cwd, env }) !== undefined) return null;
  const isPath = program.includes("/");
  const folders = isPath ? [cwd] : (env["PATH"] ?? "").split(delimiter);
  const isThere = folders.some((folder) => isAt(resolve(cwd, folder, program), isPath));
  return notStarted(isThere ? "EACCES" : "ENOENT");
}

/** A folder counts where it was named itself. */
function isAt(path: string, isPath: boolean): boolean {
  try {
    return statSync(path).isFile() || isPath;
  } catch {
    return false;
  }
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
