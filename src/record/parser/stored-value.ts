import { type Action, ArgumentError, BooleanOptionalAction } from "argparse";
import { booleanOf } from "./argument-types.js";
import type { Entry } from "./config-keys.js";
import { isOfClass, type Internals } from "./internals.js";
import { pythonText } from "./python-text.js";

/**
 * What an argument is to be where the command line does not give it: the value of a config file or an environment
 * variable, read by the argument's type. A string is left to argparse, which reads defaults that are strings.
 * Undefined leaves the argument alone.
 *
 * @throws ArgumentError where the type or the choices refuse the value.
 */
export function storedValue(parser: Internals, entry: Entry): unknown {
  const { action, value } = entry;
  if (isFlag(parser, action)) return flagValue(parser, entry);
  const isList = takesList(parser, action);
  if (Array.isArray(value)) return isList ? listValue(parser, action, value) : value;
  if (isMapping(value)) return value;
  const text = pythonText(value);
  if (isList) return listValue(parser, action, [takesLists(parser, action) ? [value] : value]);
  if (action.choices !== undefined) readItem(parser, action, text);
  return text;
}

const FLAG_CLASSES = ["store_const", "count", "append_const"];

/** Whether an action takes no word. */
function isFlag(parser: Internals, action: Action): boolean {
  return (
    action instanceof BooleanOptionalAction ||
    FLAG_CLASSES.some((name) => isOfClass(parser, action, name))
  );
}

/**
 * Under the name of the param a flag's value is what it stores, as params.yaml has it; under the name of the option
 * it says whether the flag is given. The two differ for `store_false`.
 */
function flagValue(parser: Internals, entry: Entry): unknown {
  const { action, key, value } = entry;
  const isStored = key === action.dest && !isSwitch(parser, action, value);
  if (!isStored) return switchedValue(parser, entry);
  const isBoolean = action instanceof BooleanOptionalAction || typeof action.const === "boolean";
  return isBoolean ? booleanFor(entry) : value;
}

/** Whether a value for a flag that stores something else than a boolean is a boolean. */
function isSwitch(parser: Internals, action: Action, value: unknown): boolean {
  if (action instanceof BooleanOptionalAction || typeof action.const === "boolean") return false;
  if (isOfClass(parser, action, "count")) return typeof value !== "number";
  return typeof value === "boolean" && value !== action.const && value !== action.default;
}

function switchedValue(parser: Internals, entry: Entry): unknown {
  const { action, value } = entry;
  if (isOfClass(parser, action, "count") && /^\d+$/.test(pythonText(value)))
    return Number(action.default ?? 0) + Number(value);
  const isOn = booleanFor(entry);
  if (action instanceof BooleanOptionalAction) return isOn;
  if (!isOn) return action.default;
  if (isOfClass(parser, action, "count")) return Number(action.default ?? 0) + 1;
  return isOfClass(parser, action, "append_const")
    ? [...((action.default as unknown[] | undefined) ?? []), action.const]
    : action.const;
}

function booleanFor({ action, key, value }: Entry): boolean {
  const isOn = booleanOf(pythonText(value));
  if (isOn !== undefined) return isOn;
  throw new ArgumentError(action, `${key} is a flag: true or false, not '${pythonText(value)}'`);
}

function takesList(parser: Internals, action: Action): boolean {
  const { nargs } = action;
  return isOfClass(parser, action, "append") || (nargs !== undefined && nargs !== "?");
}

/** Appends lists of words to a list. */
function takesLists(parser: Internals, action: Action): boolean {
  return (
    isOfClass(parser, action, "append") &&
    !isOfClass(parser, action, "extend") &&
    action.nargs !== undefined &&
    action.nargs !== "?"
  );
}

function listValue(parser: Internals, action: Action, items: readonly unknown[]): unknown[] {
  const { nargs } = action;
  const isAppended = isOfClass(parser, action, "append");
  if (!isAppended && typeof nargs === "number" && items.length !== nargs)
    throw new ArgumentError(action, `expected ${nargs} arguments, not ${items.length}`);
  const read = (item: unknown): unknown => readItem(parser, action, pythonText(item));
  return items.map((item) =>
    takesLists(parser, action) && Array.isArray(item) ? item.map(read) : read(item),
  );
}

function readItem(parser: Internals, action: Action, text: string): unknown {
  const value = parser._get_value(action, text);
  parser._check_value(action, value);
  return value;
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
