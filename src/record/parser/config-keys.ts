import type { Action } from "argparse";
import type { Internals, OptionReading } from "./internals.js";

/** What stands in a config file or an environment variable for an argument. */
export interface Entry {
  readonly action: Action;
  readonly key: string;
  readonly value: unknown;
}

/** The keys of an action in a config file, the first as ConfigArgParse has it; the last is what params.yaml has. */
export function configKeys({ prefix_chars }: Internals, action: Action): string[] {
  const long = action.option_strings.filter(
    (option) => prefix_chars.includes(option[0]!) && option[1] === option[0],
  );
  return [...long.flatMap((option) => [option.slice(2), option]), action.dest];
}

/** Actions that are given on a command line, in whatever spelling. */
export function givenActions(parser: Internals, words: readonly string[]): Set<Action> {
  const readings = optionWords(words).map((word) => readingOf(parser, word));
  return new Set(readings.flatMap((reading) => reading?.[0] ?? []));
}

/** The value that an option of a command line has; undefined where it is not there. */
export function givenValue(
  parser: Internals,
  action: Action,
  words: readonly string[],
): string | undefined {
  const options = optionWords(words);
  const place = options.findLastIndex((word) => readingOf(parser, word)?.[0] === action);
  if (place === -1) return undefined;
  return readingOf(parser, options[place]!)![3] ?? words[place + 1];
}

/** `--` ends the options. */
function optionWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf("--");
  return end === -1 ? words : words.slice(0, end);
}

/** Undefined for a positional word, and for an ambiguous one, which argparse refuses later. */
function readingOf(parser: Internals, word: string): OptionReading | undefined {
  const readings = parser._parse_optional(word);
  return readings?.length === 1 ? readings[0]! : undefined;
}
