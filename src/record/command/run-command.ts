import type { Code } from "../../capture/capture-code.js";
import type { Child, ChildOptions } from "./child.js";
import type { Exit } from "./exit.js";
import { whyNotStarted, type NotStarted } from "./why-not-started.js";
import { SignalForwarder } from "./forward-signals.js";
import { NotStartedError } from "./not-started-error.js";
import { makePipes, type SystemPipe } from "./make-pipes.js";
import { startPiped } from "./piped-child.js";
import type { CommandPlan } from "./plan-command.js";
import type { Recording } from "./recording.js";
import { isOnTerminal } from "./on-terminal.js";
import type { StartInTerminal } from "./terminal-child.js";

/** What a command is run with. */
export interface RunCommandOptions {
  readonly plan: CommandPlan;
  /** Absolute path of the root, which is no part of the code. */
  readonly root: string;
  readonly code: Promise<Code>;
  /** False to find nothing out about the world. */
  readonly capture: boolean;
  /** Null where the command gets a terminal, or the system has no such pipes. */
  readonly pipes: Promise<readonly SystemPipe[] | null> | null;
  /**
   * Makes the recording once the code is known; null to run the command unrecorded.
   *
   * @throws CeterisError where the command is not to be run.
   */
  readonly start: (code: Code) => Promise<Recording | null>;
  /** Takes sentences for the person at the terminal. */
  readonly note: (text: string) => void;
}

/**
 * Runs a command with our stdin, stdout, stderr and signals, and records it. Where it cannot be started, the run is
 * filed as failed.
 *
 * @returns how the program ended.
 * @throws CeterisError `RECORD` where there is no such program, besides what `start` throws.
 */
export async function runCommand(options: RunCommandOptions): Promise<Exit> {
  const { plan, root, capture, start } = options;
  const terminal = isOnTerminal() ? await loadTerminal() : null;
  const code = await options.code;
  const recording = await start(code);
  const { command, cwd } = plan;
  const why = whyNotStarted(command[0]!, cwd);
  if (why) return refused(plan, why, recording);
  const child = startChild(terminal, terminal ? null : await (options.pipes ?? makePipes()), {
    command,
    cwd,
    env: { ...process.env, ...unbuffered(terminal), ...recording?.environment },
    onOutput: recording?.onOutput ?? (() => {}),
    log: recording?.log ?? (() => null),
    onKept: recording?.onKept ?? (() => {}),
    onLeft: (isKept) => options.note(leftText(plan, isKept && recording !== null)),
  });
  const signals = new SignalForwarder(child, terminal === null);
  try {
    return await follow(child, signals, { plan, root, code, capture, recording });
  } finally {
    signals.end();
  }
}

/** Null where the library of terminals is absent. */
async function loadTerminal(): Promise<StartInTerminal | null> {
  const { terminalStarter } = await import("./terminal-child.js");
  return terminalStarter();
}

interface Followed {
  readonly plan: CommandPlan;
  readonly root: string;
  readonly code: Code;
  readonly capture: boolean;
  readonly recording: Recording | null;
}

async function follow(
  child: Child,
  signals: SignalForwarder,
  { plan, root, code, capture, recording }: Followed,
): Promise<Exit> {
  const { command, cwd } = plan;
  const keepWorld = capture && recording?.observe({ cwd, command, exclude: [root], code });
  const exit = await child.ended;
  signals.childEnded();
  if ("reason" in exit) return refused(plan, exit, recording);
  recording?.end(exit, endingText(plan, exit));
  await Promise.race([keepWorld, signals.stopped]);
  return exit;
}

function startChild(
  terminal: StartInTerminal | null,
  pipes: readonly SystemPipe[] | null,
  options: ChildOptions,
): Child {
  return terminal ? terminal(options) : startPiped(pipes, options);
}

/** A program in Python that would write to a terminal by the line does so into a pipe too. */
function unbuffered(terminal: StartInTerminal | null): Readonly<Record<string, string>> {
  return terminal === null && process.stdout.isTTY ? { PYTHONUNBUFFERED: "1" } : {};
}

function refused({ recorded }: CommandPlan, why: NotStarted, recording: Recording | null): never {
  const message = `The command ${recorded[0]} ${why.reason}.`;
  recording?.end({ exitCode: why.exitCode }, message);
  throw new NotStartedError(message, why.exitCode);
}

function leftText({ recorded }: CommandPlan, isKept: boolean): string {
  const output = isKept ? "goes to log.txt alone" : "is lost, and may end it";
  return `${recorded[0]} left a process running; what that prints from now on ${output}. Give it an output of its own: server > server.log 2>&1 &`;
}

function endingText({ recorded }: CommandPlan, { exitCode, signal }: Exit): string {
  return signal ? `${recorded[0]} died of ${signal}` : `${recorded[0]} exited with ${exitCode}`;
}
