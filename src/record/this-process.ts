import { hostname, userInfo } from "node:os";
import { redactCommand } from "../capture/redact/redact-command.js";
import type { RunFile } from "../store/run-file.js";

/** What run.json says of the process that records a run. */
export function thisProcess(
  command: readonly string[] = redactCommand(process.argv),
): Pick<RunFile, "command" | "cwd" | "host" | "pid" | "user"> {
  return {
    command,
    ...present("cwd", () => process.cwd()),
    host: hostname(),
    pid: process.pid,
    ...present("user", () => userInfo().username),
  };
}

/** Nothing where the system does not tell: the directory may be deleted, the user have no name. */
function present<K extends string>(key: K, read: () => string): { [P in K]?: string } {
  try {
    return { [key]: read() } as { [P in K]: string };
  } catch {
    return {};
  }
}
