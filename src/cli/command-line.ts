import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";
import { packageVersion } from "../util/version.js";
import type { Command, Terminal } from "./command.js";
import { COMMANDS } from "./commands.js";
import { flagWords } from "./flag-words.js";
import { parseWords } from "./parse-words.js";
import { systemErrorText } from "./system-error.js";
import { UsageError } from "./usage-error.js";

/**
 * Runs a command line, `["ls", "best", "--json"]`, to its end.
 *
 * @returns What the program exits with: 0 done, 1 failed, 2 wrong usage, or what the command says.
 * @throws Any error that is a bug.
 */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await exitCodeOf(argv, terminal);
  } catch (error) {
    return endingOf(error, terminal);
  }
}

/** Says what went wrong, and gives the exit code; an error that is a bug goes on, with its stack. */
export function endingOf(error: unknown, terminal: Terminal): number {
  const message = error instanceof CeterisError ? flagWords(error.message) : systemErrorText(error);
  if (message === undefined) throw error;
  terminal.note(`ceteris: ${message}`);
  return error instanceof UsageError ? 2 : 1;
}

async function exitCodeOf(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [verb, ...words] = argv;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help")
    return shown(await overview(), terminal);
  if (verb === "--version") return shown(`${packageVersion()}\n`, terminal);
  const command = await loadCommand(verb);
  const { args, flags } = parseWords(command, words);
  if (flags["help"]) return shown(`${command.usage}\n\n${command.help}\n`, terminal);
  checkArity(command, args);
  let exitCode = 0;
  await command.run({ args, flags, terminal, exitWith: (code) => void (exitCode = code) });
  return exitCode;
}

function shown(text: string, terminal: Terminal): number {
  terminal.out(text);
  return 0;
}

async function loadCommand(verb: string): Promise<Command> {
  const load = COMMANDS.get(verb);
  if (load) return load();
  const nearest = nearestName(verb, COMMANDS.keys());
  const remedy = nearest
    ? `did you mean ${nearest}?`
    : `there are: ${[...COMMANDS.keys()].join(", ")}.`;
  throw new UsageError(`There is no command ${verb}; ${remedy}`);
}

function checkArity({ arity: [least, most], usage }: Command, { length }: readonly string[]): void {
  if (length < least) throw new UsageError(`Too few arguments; usage: ${usage}`);
  if (length > most) throw new UsageError(`Too many arguments; usage: ${usage}`);
}

async function overview(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const usages = commands.map(({ usage }) => `  ${usage}`);
  return [
    "ceteris records runs as plain folders, loads them into one table, compares them.",
    "",
    ...usages,
    "",
    "Every command takes --json and --help, and --root DIR: else $CETERIS_ROOT,",
    "else the nearest exman/ upwards.",
    "",
  ].join("\n");
}
