import type { Action, ArgumentParser, MutuallyExclusiveGroup } from "argparse";

/** One way to read a word as an option: the action, its name, and what follows `=`. */
export type OptionReading = readonly [
  action: Action | undefined,
  option: string,
  separator: string | undefined,
  value: string | undefined,
];

/** What argparse 3.0.4 has beyond its declared types; Python's argparse has the same names. */
export interface Internals {
  readonly _actions: readonly Action[];
  readonly _mutually_exclusive_groups: readonly (MutuallyExclusiveGroup & {
    required: boolean;
    readonly _group_actions: readonly Action[];
  })[];
  readonly prefix_chars: string;
  _registry_get(registry: string, name: unknown, otherwise?: unknown): unknown;
  _parse_optional(word: string): readonly OptionReading[] | undefined;
  _get_value(action: Action, text: string): unknown;
  _check_value(action: Action, value: unknown): void;
}

export function internalsOf(parser: ArgumentParser): Internals {
  return parser as unknown as Internals;
}

type Class = abstract new (...args: never[]) => object;

/** Whether an action is of the class that argparse registers under a name such as `append`. */
export function isOfClass(parser: Internals, action: Action, name: string): boolean {
  return action instanceof (parser._registry_get("action", name) as Class);
}

/** A parser and those of its commands, and theirs. */
export function reachableParsers(parser: Internals): Internals[] {
  const commands = parser._actions.filter((action) => isOfClass(parser, action, "parsers"));
  const below = commands.flatMap(({ choices }) => [...new Set(Object.values(choices as object))]);
  return [parser, ...below.flatMap((command) => reachableParsers(command as Internals))];
}
