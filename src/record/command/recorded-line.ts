import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { REDACTED } from "../../capture/redact/secret-name.js";
import { PARAMS_FILE, RUN_FILE } from "../../store/layout.js";
import { runFileOrFault } from "../../store/read-run-file.js";
import { readRecordedParams } from "../../store/recorded-params.js";
import type { RunFile } from "../../store/run-file.js";
import { CeterisError } from "../../util/error.js";
import type { Params } from "../../store/format-params.js";
import {
  isOdd,
  itemWords,
  parseItems,
  parseWords,
  type CommandWords,
  type Item,
} from "./command-words.js";
import { wordValue } from "./word-value.js";

/** What was recorded of a run, to run it again. */
export interface RecordedLine {
  /** The run's. */
  readonly directory: string;
  readonly params: Params;
  /** Undefined for a run without a command, such as one of exman's. */
  readonly line: CommandWords | undefined;
  readonly file: RunFile | undefined;
}

/**
 * Reads how a run was started.
 *
 * @param path - The run's directory, its params.yaml, or a link to either.
 * @throws CeterisError `USAGE` where there is no such run.
 */
export function readRecordedLine(path: string): RecordedLine {
  const directory = directoryOf(path);
  const { params } = readRecordedParams(directory);
  const file = runFileIn(directory);
  if (!file?.command?.length) return { directory, params, line: undefined, file };
  return { directory, params, file, line: recordedLine(file, params) };
}

function directoryOf(path: string): string {
  try {
    const real = realpathSync(path);
    const directory = statSync(real).isDirectory() ? real : dirname(real);
    if (existsSync(join(directory, PARAMS_FILE))) return directory;
  } catch {
    // there is nothing, or nothing that may be read
  }
  throw new CeterisError(
    "USAGE",
    `${path} is no recorded run; give a run's directory, its params.yaml, or its link in index/.`,
  );
}

function runFileIn(directory: string): RunFile | undefined {
  const file = runFileOrFault(directory);
  if (typeof file !== "string") return file ?? undefined;
  const path = join(directory, RUN_FILE);
  throw new CeterisError("USAGE", `The run cannot be run again: ${path} ${file}.`);
}

/** A recorded command, its hyperparameters marked again. */
export function recordedLine(file: RunFile, params: Params): CommandWords {
  const marked = Array.isArray(file.hyperparameters) ? file.hyperparameters : [];
  const { program, items } = parseWords(file.command!, new Set(marked));
  const named = new Set(items.map(({ name }) => name));
  const missing = marked.filter((name) => !named.has(name));
  return { program, items: items.map((item) => restored(item, missing, params)) };
}

/** A positional hyperparameter has its name in the params alone. */
function restored(item: Item, missing: readonly string[], params: Params): Item {
  const isPositional = item.option === undefined && item.prefix === "" && item.texts.length === 1;
  if (!isPositional) return item;
  const name = missing.find((one) => Object.is(params[one], wordValue(item.texts[0]!)));
  return name === undefined ? item : { ...item, name, isMarked: true };
}

/**
 * The line of a rerun: a recorded one in which the given words replace or add options, or a given one that gets the
 * recorded options that it lacks.
 *
 * @throws CeterisError `USAGE` where neither has a program, or a recorded secret is not given anew.
 */
export function rerunLine(recorded: RecordedLine, words: readonly string[]): CommandWords {
  const line = isProgram(words) ? newProgram(recorded, words) : overridden(recorded, words);
  const secret = line.items.find((item) => itemWords(item).some((word) => word.includes(REDACTED)));
  const hidden = secret ? (secret.name ?? "an option") : undefined;
  if (hidden === undefined && !line.program.some((word) => word.includes(REDACTED))) return line;
  throw new CeterisError(
    "USAGE",
    `The recorded command has a secret that was not kept, ${hidden ?? "in its program"}; give it again after --.`,
  );
}

/** Whether words are a command, and not what is replaced in one. */
export function isProgram([first]: readonly string[]): boolean {
  return (
    first !== undefined && !parseItems([first]).some((item) => isOverride(item) || isOdd(item))
  );
}

function isOverride({ option, prefix, isMarked }: Item): boolean {
  return option !== undefined || prefix !== "" || isMarked;
}

function overridden({ line }: RecordedLine, words: readonly string[]): CommandWords {
  if (!line)
    throw new CeterisError("USAGE", "The run was recorded without a command; give one after --.");
  const given = parseItems(words);
  return { program: line.program, items: merged(line.items, given) };
}

/** Given items in the places of those that they replace, the others after all; marks stay. */
function merged(items: readonly Item[], given: readonly Item[]): Item[] {
  const places = new Map(given.filter((item) => !isOdd(item)).map((item) => [item.name, item]));
  const replaced = items.map((item) => {
    const other = item.name === undefined ? undefined : places.get(item.name);
    if (!other) return item;
    places.delete(item.name);
    return inStyleOf(item, other);
  });
  const isNew = (item: Item): boolean =>
    item.name === undefined || isOdd(item) || places.has(item.name);
  return [...replaced, ...given.filter(isNew)];
}

function inStyleOf(item: Item, given: Item): Item {
  const isMarked = item.isMarked || given.isMarked;
  const isAlike = item.texts.length > 0 && given.texts.length > 0;
  return isAlike ? { ...item, texts: given.texts, isMarked } : { ...given, isMarked };
}

function newProgram({ line, params }: RecordedLine, words: readonly string[]): CommandWords {
  const given = parseWords(words);
  const recorded = line ? line.items.filter(isOverride) : optionsOf(params);
  const named = new Set(given.items.map(({ name }) => name));
  const lacking = recorded.filter(({ name }) => name !== undefined && !named.has(name));
  return { program: given.program, items: [...given.items, ...lacking] };
}

/** Params of a run without a command, as options. */
function optionsOf(params: Params): Item[] {
  return Object.entries(params).flatMap(([name, value]) => {
    const option = `--${name}`;
    if (value === null || value === false || typeof value === "object") return [];
    return parseItems(value === true ? [option] : [option, String(value)], new Set());
  });
}
