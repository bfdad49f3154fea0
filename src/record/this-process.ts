import { hostname } from "node:os";
import { redactCommand } from "../capture/redact/redact-command.js";
import type { RunFile } from "../store/run-file.js";
import { ownStart } from "../util/process-start.js";
import { userName } from "../util/user-name.js";

/** What run.json says of the process that records a run. */
export function thisProcess(
  command: readonly string[] = redactCommand(process.argv),
): Pick<RunFile, "command" | "cwd" | "host" | "pid" | "processStart" | "user"> {
  const start = ownStart();
  return {
    command,
    ...workingDirectory(),
    host: hostname(),
    pid: process.pid,
    ...(start !== null && { processStart: start }),
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
