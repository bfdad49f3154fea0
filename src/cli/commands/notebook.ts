import { statSync } from "node:fs";
import {
  type Parameter,
  ParameterError,
  parseParameter,
} from "../../kernel/notebook/parse-parameter.js";
import { type NotebookRun, runNotebook } from "../../kernel/notebook/run-notebook.js";
import { writeNotebook } from "../../kernel/notebook/write-notebook.js";
import { CeterisError } from "../../util/error.js";
import { type Call, type Command, type Flags, textFlag } from "../command.js";
import { notebookProgress } from "../notebook-progress.js";
import { failureSentence, failureText, runJson, runText } from "../notebook-text.js";
import { Stopping } from "../stopping.js";
import { UsageError } from "../usage-error.js";

export const notebook: Command = {
  usage: "ceteris notebook run FILE [-p NAME=VALUE]… (-o FILE | --in-place)",
  help: `Runs the cells of a notebook from top to bottom on a fresh kernel, whatever its
language, and writes it with its outputs. It is written after every cell, also
where one fails.

  -p, --parameter NAME=VALUE
                    sets a parameter, in a cell below the one tagged parameters;
                    VALUE as in YAML: 0.1, true, null, adam, [1, 2]
  -o, --output FILE writes the notebook with its outputs to FILE
  --in-place        writes it to where it is
  --kernel NAME     runs it on this kernel; by default on the one it names
  --cwd DIR         the cells' working directory; the notebook's by default
  --timeout SECONDS interrupts a cell that takes longer, and fails
  --allow-errors    goes on after a cell that failed
  --no-timing       does not write when each cell ran

Exits with 1 where a cell failed, and shows it.

  ceteris notebook run analysis.ipynb -p lr=0.1 -o analysis-0.1.ipynb`,
  options: {
    parameter: { type: "string", short: "p", multiple: true },
    output: { type: "string", short: "o" },
    "in-place": { type: "boolean" },
    kernel: { type: "string" },
    cwd: { type: "string" },
    timeout: { type: "string" },
    "allow-errors": { type: "boolean" },
    "no-timing": { type: "boolean" },
    json: { type: "boolean" },
  },
  arity: [1, 2],
  run: runCommand,
};

async function runCommand(call: Call): Promise<void> {
  const { args, flags, terminal } = call;
  const [verb, file] = args;
  if (verb !== "run")
    throw new UsageError(`There is no command notebook ${verb}; there is: notebook run.`);
  if (file === undefined) throw new UsageError(`No notebook is named; usage: ${notebook.usage}`);
  const output = outputOf(flags, file);
  const stopping = new Stopping();
  try {
    const begin = performance.now();
    const run = await runWithProgress(call, file, output, stopping.signal);
    const seconds = (performance.now() - begin) / 1000;
    if (flags["json"]) terminal.out(runJson({ notebook: file, output, seconds, run }));
    terminal.note(`wrote ${output}: ${runText(run, seconds)}`);
    if (run.isFailed) throw new CeterisError("KERNEL", failureSentence(run.failures.at(-1)!));
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    terminal.note(`ceteris: ${error === stopping.signal.reason ? STOPPED : messageOf(error)}`);
    call.exitWith(stopping.exitCode);
  } finally {
    stopping.end();
  }
}

const STOPPED = "Interrupted before the first cell; no cell was run.";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function runWithProgress(
  { flags, terminal }: Call,
  file: string,
  output: string,
  signal: AbortSignal,
): Promise<NotebookRun> {
  const { stderr } = terminal.streams;
  const progress = notebookProgress(stderr);
  try {
    return await runNotebook(file, {
      kernel: textFlag(flags, "kernel"),
      cwd: folderOf(flags),
      parameters: parametersOf(flags),
      timeout: secondsOf(flags),
      allowErrors: flags["allow-errors"] === true,
      timing: flags["no-timing"] !== true,
      signal,
      save: (run) => writeNotebook(output, run),
      onCell: (place, run) => {
        progress.show(place, run);
        if (run?.failure) stderr.write(failureText(run.failure, stderr.isTTY === true));
      },
      onWarning: (message) => terminal.note(`warning: ${message}`),
    });
  } catch (error) {
    throw error instanceof ParameterError ? new UsageError(error.message) : error;
  } finally {
    progress.erase();
  }
}

/** Nothing is overwritten that was not named. */
function outputOf(flags: Flags, file: string): string {
  const output = textFlag(flags, "output");
  if (flags["in-place"] === true) {
    if (output === undefined) return file;
    throw new UsageError(`-o ${output} and --in-place exclude each other; give one of them.`);
  }
  if (output !== undefined && output !== "") return output;
  throw new UsageError(
    `Nothing says where ${file} goes with its outputs; name a file with -o, or write over it with --in-place.`,
  );
}

function parametersOf(flags: Flags): Parameter[] {
  const given = flags["parameter"];
  return typeof given === "object" ? given.map(parseParameter) : [];
}

function folderOf(flags: Flags): string | undefined {
  const folder = textFlag(flags, "cwd");
  if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return folder;
  throw new UsageError(`There is no folder ${folder} for --cwd; name one that is there.`);
}

function secondsOf(flags: Flags): number | undefined {
  const text = textFlag(flags, "timeout");
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() !== "" && seconds > 0) return seconds;
  throw new UsageError(`--timeout is ${text || '""'}; give a number of seconds above 0.`);
}
