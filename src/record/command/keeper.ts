import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeKept, type SystemPipe } from "./make-pipes.js";

/** In milliseconds: a program that ends sooner needs no keeper, and does not wait for the start of one. */
const DELAY = 100;
/**
 * Waits for the end of the lifeline (3), and then reads the pipes of the program (4 and 5) into the log (6) and to
 * where its output went. Our ends of pipes may be non-blocking, and lose what their reader has no room for: they are
 * opened anew.
 */
const SCRIPT = `trap '' HUP INT QUIT PIPE TERM
out=/proc/self/fd/1 err=/proc/self/fd/2
[ -p $out ] && [ -w $out ] && exec >$out
[ -p $err ] && [ -w $err ] && exec 2>$err
read -r _ <&3
{ tee -a /dev/fd/6; cat >/dev/null; } <&5 >&2 2>/dev/null &
{ tee -a /dev/fd/6; cat >/dev/null; } <&4 2>/dev/null
wait`;

/**
 * Soon starts a process that reads a program's output on where this process is killed, so that the program goes on, and
 * its log too. Where there is no shell, they do not.
 *
 * @param log - Gives the descriptor of a file that is open to append; null where there is none.
 * @param onStarted - Called once it is there.
 * @returns what ends it, and closes the ends that are kept for it.
 */
export function startKeeper(
  pipes: readonly SystemPipe[],
  log: () => number | null,
  onStarted: () => void,
): () => void {
  let end = (): void => closeKept(pipes);
  const timer = setTimeout(() => {
    const keeper = spawnKeeper(pipes, log());
    end();
    end = () => void keeper?.kill("SIGKILL");
    if (keeper?.pid !== undefined) onStarted();
  }, DELAY).unref();
  return () => {
    clearTimeout(timer);
    end();
    end = () => {};
  };
}

/** Null where the system has no room for another process. */
function spawnKeeper(pipes: readonly SystemPipe[], log: number | null): ChildProcess | null {
  const kept = pipes.map((pipe) => pipe.kept);
  const stdio: StdioOptions = ["ignore", "inherit", "inherit", "pipe", ...kept, log ?? "ignore"];
  try {
    const keeper = spawn("/bin/sh", ["-c", SCRIPT], { cwd: "/", stdio, detached: true });
    keeper.on("error", () => {}).unref();
    keeper.stdio[3]?.on("error", () => {});
    return keeper;
  } catch {
    return null;
  }
}
