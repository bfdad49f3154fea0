import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { dumpsCore, shellCode, type Exit } from "../../record/command/exit.js";
import { recordCommand } from "../../record/command/record-command.js";
import type { Recording } from "../../record/command/recording.js";
import { NotStartedError } from "../../record/command/not-started-error.js";
import { CeterisError } from "../../util/error.js";
import { textFlag, type Call, type Command, type Flags, type Terminal } from "../command.js";
import { findRoot } from "../find-root.js";
import { ROOT_OPTIONS } from "../root-options.js";
import { UsageError } from "../usage-error.js";

export const run: Command = {
  usage: "ceteris run [-n NAME] [--tmp] [--config FILE|ID] [--] COMMAND [ARGS…]",
  help: `Runs a command and records it: ceteris run -n lenet python main.py --lr~0.01

  A ~ marks a hyperparameter, which the command gets without it; its other
  options and words are params too. Options of ceteris stand before the command.

  -n, --experiment NAME  the run is a trial of this experiment
  --name NAME       ends the name of the run's directory
  --tmp             records in tmp/, which ls leaves out
  --config FILE|ID  runs a recorded run again; what follows -- replaces options,
                    or is another command with those options
  --resume ID       the next attempt of a run, in the directory it ran in
  --scalars[=REGEX] reads numbers from the output: "loss: 0.4", or groups of
                    REGEX called name, value and step
  --strict          refuses what would start a new version of the experiment,
                    and what cannot be recorded
  --prior NAME=PRIOR, --algorithm TEXT  are kept with the experiment
  --no-capture      records nothing of the code, the packages and the machine
  -q, --quiet       does not say which run it is`,
  options: {
    ...ROOT_OPTIONS,
    experiment: { type: "string", short: "n" },
    name: { type: "string" },
    tmp: { type: "boolean" },
    config: { type: "string" },
    resume: { type: "string" },
    scalars: { type: "string" },
    strict: { type: "boolean" },
    prior: { type: "string", multiple: true },
    algorithm: { type: "string" },
    "no-capture": { type: "boolean" },
    quiet: { type: "boolean", short: "q" },
  },
  takesCommand: true,
  optional: ["scalars"],
  arity: [0, Infinity],
  run: async (call: Call) => {
    letOutputFail();
    try {
      await endAs(await recorded(call));
    } catch (error) {
      if (!(error instanceof NotStartedError)) throw asUsage(error);
      call.terminal.note(`ceteris: ${error.message}`);
      call.exitWith(error.exitCode);
    }
  },
};

/** Our stdout and stderr are the command's: where they cannot be written, we end as it ends all the same. */
function letOutputFail(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.removeAllListeners("error").on("error", () => {});
}

/** What is wrong with the words of the line. */
function asUsage(error: unknown): unknown {
  const isUsage = error instanceof CeterisError && error.code === "USAGE";
  return isUsage ? new UsageError(error.message) : error;
}

async function recorded(call: Call): Promise<Exit> {
  let started: Recording | undefined;
  const onStart = (recording: Recording): void => {
    started = recording;
    tell(call, startText(recording, call.flags));
  };
  try {
    return await recordRun(call, onStart);
  } finally {
    if (started?.isFailed && !call.flags["json"]) tell(call, failText(started));
  }
}

function tell({ flags }: Call, line: string): void {
  if (flags["quiet"] !== true) process.stderr.write(`${line}\n`);
}

/** Where a run that failed lies, which is not where it was started. */
function failText({ run: { id }, place }: Recording): string {
  return `run ${id} failed  ${place}  (ceteris show ${id})`;
}

function recordRun(
  { args, flags, terminal }: Call,
  onStart: (recording: Recording) => void,
): Promise<Exit> {
  return recordCommand({
    words: args,
    root: rootOf(flags, terminal),
    experiment: nameFlag(flags, "experiment"),
    name: textFlag(flags, "name"),
    tmp: flags["tmp"] === true,
    config: nameFlag(flags, "config"),
    resume: nameFlag(flags, "resume"),
    scalars: textFlag(flags, "scalars"),
    strict: flags["strict"] === true,
    priors: priorsOf(flags),
    algorithm: textFlag(flags, "algorithm"),
    capture: flags["no-capture"] !== true,
    note: (text) => terminal.note(text),
    onStart,
  });
}

function startText({ run: { id, directory, attempt }, title }: Recording, flags: Flags): string {
  return flags["json"] ? JSON.stringify({ run: id, directory, attempt }) : title;
}

/** A root is made where there is none. */
function rootOf(flags: Flags, terminal: Terminal): string {
  try {
    return findRoot(textFlag(flags, "root"));
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    const root = resolve("exman");
    const folder = `${relative(process.cwd(), root)}/`;
    terminal.note(
      existsSync(root)
        ? `${folder} is no root yet; made it one.`
        : `There is no exman/ here or above; made ${folder}.`,
    );
    return root;
  }
}

function nameFlag(flags: Flags, name: string): string | undefined {
  const text = textFlag(flags, name);
  if (text === "") throw new UsageError(`--${name} is empty; give a name, or leave it out.`);
  return text;
}

function priorsOf(flags: Flags): Record<string, string> | undefined {
  const given = flags["prior"];
  if (!Array.isArray(given)) return undefined;
  return Object.fromEntries(given.map(priorOf));
}

function priorOf(text: string): [string, string] {
  const [, name, prior] = /^([^=~]+)[=~](.+)$/s.exec(text) ?? [];
  if (name !== undefined && prior !== undefined) return [name, prior];
  throw new UsageError(`--prior ${text} is no NAME=PRIOR; write --prior "lr=loguniform(1e-5, 1)".`);
}

/** Ends this process as the command ended: with its exit code, or by its signal. */
async function endAs(exit: Exit): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  const { signal } = exit;
  if (signal !== undefined && mayDieOf(signal)) {
    process.kill(process.pid, signal);
    await new Promise((resolved) => setTimeout(resolved, 100));
  }
  return process.exit(shellCode(exit));
}

/** A picture of our memory must not take the place of the command's. */
function mayDieOf(signal: NodeJS.Signals): boolean {
  if (!dumpsCore(signal)) return true;
  const { status } = spawnSync("prlimit", ["--core=0", "--pid", String(process.pid)]);
  return status === 0;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolved) => stream.write("", () => resolved()));
}
