import type { Action } from "argparse";
import { configKeys, givenActions, givenValue, type Entry } from "./config-keys.js";
import { expandHome, findConfigs, readConfig } from "./config-file.js";
import { isOfClass, reachableParsers, type Internals } from "./internals.js";
import { storedValue } from "./stored-value.js";

/** Where values come from that the command line does not give. */
export interface Sources {
  readonly defaultConfigFiles: readonly string[];
  /** The options that name a config file. */
  readonly configActions: readonly Action[];
  /** Arguments that no config file sets. */
  readonly volatile: ReadonlySet<Action>;
  /** Names of environment variables. */
  readonly variables: ReadonlyMap<Action, string>;
}

/**
 * The defaults for a command line: environment variables come before config files, the file that the command line
 * names before the default ones, a later default one before an earlier. What the command line gives, or an argument
 * that excludes it, has none.
 *
 * @throws ArgumentError where a value is refused, CeterisError `USAGE` where a file cannot be read.
 */
export function defaultsFor(
  parser: Internals,
  words: readonly string[],
  sources: Sources,
): Map<Action, unknown> {
  const parsers = reachableParsers(parser);
  const given = new Set(parsers.flatMap((each) => givenOrExcluded(each, words)));
  const defaults = new Map<Action, unknown>();
  for (const entries of entriesOf(parser, words, sources)) {
    const free = entries.filter(({ action }) => !given.has(action) && !defaults.has(action));
    for (const entry of free) {
      const owner = parsers.find(({ _actions: actions }) => actions.includes(entry.action));
      const value = storedValue(owner!, entry);
      if (value !== undefined) defaults.set(entry.action, value);
    }
  }
  return defaults;
}

/** What a command line gives, with the other members of mutually exclusive groups. */
function givenOrExcluded(parser: Internals, words: readonly string[]): Action[] {
  const given = givenActions(parser, words);
  const groups = parser._mutually_exclusive_groups.map((group) => group._group_actions);
  const excluded = groups.filter((members) => members.some((action) => given.has(action)));
  return [...given, ...excluded.flat()];
}

/** The entries of each source, the strongest first. */
function entriesOf(parser: Internals, words: readonly string[], sources: Sources): Entry[][] {
  if (asksForHelp(parser, words)) return [];
  const named = sources.configActions.flatMap((action) => givenValue(parser, action, words) ?? []);
  const files = [...findConfigs(sources.defaultConfigFiles), ...named.map(expandHome)];
  return [
    variableEntries(sources.variables),
    ...files.toReversed().map((file) => configEntries(parser, readConfig(file), sources)),
  ];
}

function asksForHelp(parser: Internals, words: readonly string[]): boolean {
  return [...givenActions(parser, words)].some((action) => isOfClass(parser, action, "help"));
}

function variableEntries(variables: ReadonlyMap<Action, string>): Entry[] {
  return [...variables].flatMap(([action, key]) => {
    const text = process.env[key];
    if (text === undefined || (text === "" && action.nargs !== undefined)) return [];
    const isList = action.nargs !== undefined && /^\[.*\]$/s.test(text);
    return [{ action, key, value: isList ? parseList(text) : text }];
  });
}

/** A list in JSON, or words between commas. */
function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text
      .slice(1, -1)
      .split(",")
      .map((item) => item.trim());
  }
}

function configEntries(
  parser: Internals,
  config: ReadonlyMap<string, unknown>,
  { volatile, configActions }: Sources,
): Entry[] {
  const isSettable = (owner: Internals, action: Action): boolean =>
    !volatile.has(action) && !configActions.includes(action) && canBeSet(owner, action);
  return reachableParsers(parser).flatMap((owner) =>
    owner._actions
      .filter((action) => isSettable(owner, action))
      .flatMap((action) => {
        const key = configKeys(owner, action).find((name) => config.has(name));
        return key === undefined ? [] : [{ action, key, value: config.get(key) }];
      }),
  );
}

function canBeSet(parser: Internals, action: Action): boolean {
  return !["help", "version", "parsers"].some((name) => isOfClass(parser, action, name));
}
