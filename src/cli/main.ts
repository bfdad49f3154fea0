#!/usr/bin/env node
import { parseArgs } from "node:util";
import { CeterisError } from "../util/error.js";
import { nearestName } from "../util/nearest-name.js";
import { packageVersion } from "../util/version.js";
import type { Command, Flags, Terminal } from "./command.js";
import { COMMANDS } from "./commands.js";
import { flagWords } from "./flag-words.js";
import { noteText } from "./note-text.js";
import { splitCommand } from "./split-command.js";
import { systemErrorText } from "./system-error.js";
import { UsageError } from "./usage-error.js";

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(`${noteText(text, stderrWidth())}\n`),
  width: process.stdout.isTTY ? process.stdout.columns : columnsOf(process.env["COLUMNS"]),
};

/** Undefined where messages go to a file, or to a terminal that does not tell, and no width was asked for. */
function stderrWidth(): number | undefined {
  return (process.stderr.isTTY && process.stderr.columns) || columnsOf(process.env["COLUMNS"]);
}

/** A width that was asked for, where the results go to a file or another program. */
function columnsOf(text: string | undefined): number | undefined {
  const columns = Number(text);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}

async function main(argv: readonly string[]): Promise<void> {
  const [verb, ...rest] = argv;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help")
    return terminal.out(await overview());
  if (verb === "--version") return terminal.out(`${packageVersion()}\n`);
  const command = await loadCommand(verb);
  const { args, flags } = parse(command, rest);
  if (flags["help"]) return terminal.out(`${command.usage}\n\n${command.help}\n`);
  checkArity(command, args);
  await command.run({ args, flags, terminal });
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

/** @param isSplit - True where `argv` holds the own options of a verb that runs a command. */
function parse(
  command: Command,
  argv: readonly string[],
  isSplit: boolean = false,
): { args: string[]; flags: Flags } {
  const options = { ...command.options, help: { type: "boolean", short: "h" } } as const;
  if (command.takesCommand && !isSplit) return parseOwn(command, argv);
  const apart = lengthApart(argv);
  if (apart) throw new UsageError(`A length has no space in it: write ${apart}.`);
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { args: positionals, flags: values };
  } catch (error) {
    const { message } = error as Error;
    const [reason] = message.split(/\.\s|\n/);
    throw new UsageError(`${reason}; ${remedyFor(message, argv, command)}`);
  }
}

function parseOwn(command: Command, argv: readonly string[]): { args: string[]; flags: Flags } {
  const split = splitCommand(command, argv);
  const { flags } = parse(command, split.own, true);
  return { args: split.command, flags };
}

/** `--width 85mm`, where `--width 85 mm` was written, of which a shell makes two words. */
function lengthApart(argv: readonly string[]): string | undefined {
  const at = argv.findIndex(
    (word, i) => /^(?:px|mm|cm|in|pt)$/.test(word) && isLength(argv, i - 1),
  );
  return at < 0 ? undefined : `${argv[at - 2]!} ${argv[at - 1]!}${argv[at]!}`;
}

function isLength(argv: readonly string[], at: number): boolean {
  return /^--(?:width|height)$/.test(argv[at - 1] ?? "") && /^[\d.]+$/.test(argv[at] ?? "");
}

function remedyFor(message: string, argv: readonly string[], command: Command): string {
  const joined = joinedOption(message, argv);
  if (joined) return `join it to its value, as in ${joined}`;
  const [, unknown] = /^Unknown option '--([^']+)'/.exec(message) ?? [];
  if (command.takesCommand && unknown?.includes("~"))
    return `write what belongs to the command behind it, or after --, as in -- --${unknown}`;
  const nearest = unknown === undefined ? undefined : nearestName(unknown, flagNames(command));
  return nearest ? `did you mean --${nearest}?` : `usage: ${command.usage}`;
}

function flagNames({ options }: Command): string[] {
  return [...Object.keys(options), "help"];
}

/** An option whose value begins with a dash, as it has to be written: `--margin=-1`. */
function joinedOption(message: string, argv: readonly string[]): string | undefined {
  const [, given] = /^Option '(-[^']+)' argument is ambiguous/.exec(message) ?? [];
  if (given === undefined) return undefined;
  const value = argv[argv.indexOf(given) + 1]!;
  return given.startsWith("--") ? `${given}=${value}` : `${given}${value}`;
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

/** Says what went wrong and sets the exit code; an error that is a bug goes on, with its stack. */
function fail(error: unknown): void {
  const message = error instanceof CeterisError ? flagWords(error.message) : systemErrorText(error);
  if (message === undefined) throw error;
  terminal.note(`ceteris: ${message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** A reader such as `head` that stops early is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") fail(error);
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  fail(error);
}
