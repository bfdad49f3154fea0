import { errorCode } from "./error-code.js";

/** Whether a process of this computer is alive; one of another user counts, one that was not waited for does too. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
