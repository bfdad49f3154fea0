import { redactCommand } from "../capture/redact/redact-command.js";
import type { RunFile } from "../store/run-file.js";
import { ownProcess } from "../util/process-id.js";
import { userName } from "../util/user-name.js";

/** What run.json says of the process that records a run. */
export function thisProcess(
  command: readonly string[] = redactCommand(process.argv),
): Pick<RunFile, "command" | "cwd" | "host" | "pid" | "process" | "user"> {
  const own = ownProcess();
  return {
    command,
    ...workingDirectory(),
    host: own.host,
    pid: own.pid,
    process: own,
    user: userName(),
  };
}

/** Nothing where the directory is deleted. */
function workingDirectory(): Pick<RunFile, "cwd"> {
  try {
    return { cwd: process.cwd() };
  } catch {
    return {};
  }
}
