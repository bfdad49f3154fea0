import { ArgumentParser, ArgumentTypeError, type ArgumentType } from "argparse";
import { pythonInteger } from "../../store/python-scalars.js";
import { internalsOf } from "./internals.js";

/** Makes a value of a word of the command line. */
export type Convert = (text: string) => unknown;

const TRUE = ["true", "t", "yes", "y", "on", "1"];
const FALSE = ["false", "f", "no", "n", "off", "0"];
const NONE = ["none", "null"];

/** Types whose whole numbers are floats in Python. */
const floats = new WeakSet<Convert>();

/**
 * A boolean as exman reads one, in any case: true, t, yes, y, on, 1 and false, f, no, n, off, 0.
 *
 * @throws ArgumentTypeError for any other text.
 */
export function parseBoolean(text: string): boolean {
  const value = booleanOf(text);
  if (value !== undefined) return value;
  const words = [...TRUE, ...FALSE].join(", ");
  throw new ArgumentTypeError(`a boolean is one of ${words}, not '${text}'`);
}

/** The same, or undefined for any other text. */
export function booleanOf(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : undefined;
}

/** An integer of any size, as Python's `int` reads it: a `bigint` beyond 2^53. */
function parseInteger(text: string): number | bigint {
  const digits = text.trim();
  if (!/^[-+]?\d+(?:_\d+)*$/.test(digits)) throw new TypeError(`'${text}' is no integer`);
  return pythonInteger(digits.replace(/^([-+]?)[0_]+(?=\d)/, "$1"))!;
}

/**
 * A type for `add_argument` that reads `none` and `null`, in any case, as null, and all else as `type` does.
 *
 * @example
 * const clip = optional("float");
 * console.log(clip("None"), clip("0.5")); // null 0.5
 */
export function optional(type: ArgumentType = "str"): Convert {
  const convert = converterOf(type);
  const read = (text: string): unknown =>
    NONE.includes(text.toLowerCase()) ? null : convert(text);
  if (isFloatType(type)) floats.add(read);
  return Object.defineProperty(read, "name", { value: `optional(${nameOf(type)})` });
}

/** Whether the whole numbers of a type are written as floats. */
export function isFloatType(type: unknown): boolean {
  return type === "float" || (typeof type === "function" && floats.has(type as Convert));
}

/** Registers exman's boolean, integers of any size, and `Number` as a type that refuses what is no number. */
export function registerTypes(parser: ArgumentParser): void {
  parser.register("type", Boolean, parseBoolean);
  parser.register("type", "bool", parseBoolean);
  parser.register("type", "int", parseInteger);
  parser.register("type", Number, internalsOf(parser)._registry_get("type", "float"));
}

/** Bare, for the types it has registered. */
let registered: ArgumentParser | undefined;

function converterOf(type: ArgumentType): Convert {
  if (registered === undefined) {
    registered = new ArgumentParser({ add_help: false });
    registerTypes(registered);
  }
  const convert = internalsOf(registered)._registry_get("type", type, type);
  if (typeof convert === "function") return convert as Convert;
  throw new TypeError(`'${String(type)}' is no type; give a function, or int, float, bool or str.`);
}

function nameOf(type: ArgumentType): string {
  return typeof type === "string" ? type : type.name;
}
