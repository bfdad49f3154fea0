import type { Action } from "argparse";
import { configKeys } from "./config-keys.js";
import { isOfClass, type Internals } from "./internals.js";

/**
 * The environment variable that sets each argument: the one that `add_argument` names, else, with a prefix, that and
 * the argument's name in capitals. Positional arguments, and those that print something, have none.
 */
export function variableNames(
  parser: Internals,
  named: ReadonlyMap<Action, string>,
  prefix: string | undefined,
  except: readonly Action[],
): Map<Action, string> {
  if (prefix === undefined) return new Map(named);
  const automatic = parser._actions.filter(
    (action) =>
      action.option_strings.length > 0 && !except.includes(action) && takes(parser, action),
  );
  const names = automatic.map(
    (action) => [action, `${prefix}${configKeys(parser, action)[0]!}`] as const,
  );
  const upper = names.map(
    ([action, name]) => [action, name.replaceAll("-", "_").toUpperCase()] as const,
  );
  return new Map([...upper, ...named]);
}

function takes(parser: Internals, action: Action): boolean {
  return !isOfClass(parser, action, "help") && !isOfClass(parser, action, "version");
}
