const EVERY = 1000;

/**
 * Calls back once the process that started the kernel has ended: the one that Jupyter names in `JPY_PARENT_PID`, and
 * the direct parent. A number that is no process to begin with, as that from outside of a container or the handle that
 * Jupyter names on Windows, is not watched.
 */
export function watchParent(environment: NodeJS.ProcessEnv, ended: () => void): void {
  const named = Number(environment["JPY_PARENT_PID"]);
  if (!Number.isInteger(named)) return;
  const parent = process.ppid;
  const watched = [named, parent].filter(isRunning);
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(isRunning)) return;
    clearInterval(timer);
    ended();
  }, EVERY);
  timer.unref();
}

/** True also for a process of another user. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
