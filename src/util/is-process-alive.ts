import { errorCode } from "./error-code.js";
import { processStart } from "./process-start.js";

/**
 * Whether a process of this computer is alive; one of another user counts, one that was not waited for does too.
 *
 * @param start - What `processStart` said of it, where that is known: another process with its id is not it.
 */
export function isProcessAlive(pid: number, start: string | null = null): boolean {
  if (!hasProcess(pid)) return false;
  const present = start === null ? null : processStart(pid);
  return present === null || present === start;
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
