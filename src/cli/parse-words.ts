import { parseArgs } from "node:util";
import { nearestName } from "../util/nearest-name.js";
import type { Call, Command } from "./command.js";
import { splitCommand } from "./split-command.js";
import { UsageError } from "./usage-error.js";

type Words = Pick<Call, "args" | "flags">;

/**
 * The words behind a verb, as its arguments and flags.
 *
 * @throws UsageError for options that the command has not, or that are written wrongly.
 */
export function parseWords(command: Command, words: readonly string[]): Words {
  if (!command.takesCommand) return parseOptions(command, words);
  const split = splitCommand(command, words);
  return { args: split.command, flags: parseOptions(command, split.own).flags };
}

function parseOptions(command: Command, words: readonly string[]): Words {
  const options = { ...command.options, help: { type: "boolean", short: "h" } } as const;
  const apart = lengthApart(words);
  if (apart) throw new UsageError(`A length has no space in it: write ${apart}.`);
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
    });
    return { args: positionals, flags: values };
  } catch (error) {
    const { message } = error as Error;
    const [reason] = message.split(/\.\s|\n/);
    throw new UsageError(`${reason}; ${remedyFor(message, words, command)}`);
  }
}

/** `--width 85mm`, where `--width 85 mm` was written, of which a shell makes two words. */
function lengthApart(words: readonly string[]): string | undefined {
  const at = words.findIndex(
    (word, i) => /^(?:px|mm|cm|in|pt)$/.test(word) && isLength(words, i - 1),
  );
  return at < 0 ? undefined : `${words[at - 2]!} ${words[at - 1]!}${words[at]!}`;
}

function isLength(words: readonly string[], at: number): boolean {
  return /^--(?:width|height)$/.test(words[at - 1] ?? "") && /^[\d.]+$/.test(words[at] ?? "");
}

function remedyFor(message: string, words: readonly string[], command: Command): string {
  const joined = joinedOption(message, words);
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
function joinedOption(message: string, words: readonly string[]): string | undefined {
  const [, given] = /^Option '(-[^']+)' argument is ambiguous/.exec(message) ?? [];
  if (given === undefined) return undefined;
  const value = words[words.indexOf(given) + 1]!;
  return given.startsWith("--") ? `${given}=${value}` : `${given}${value}`;
}
