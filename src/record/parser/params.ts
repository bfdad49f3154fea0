import type { Action } from "argparse";
import { redactParams } from "../../capture/redact/redact-params.js";
import { Float, type Params } from "../../store/format-params.js";
import { isFloatType } from "./argument-types.js";

/**
 * Parsed arguments as params: URLs as text, functions, as `set_defaults` takes them, by their names, and passwords and
 * the like as `[redacted]`.
 */
export function plainParams(args: object): Params {
  const values = Object.entries(args).map(([name, value]: [string, unknown]) => [
    name,
    plain(value),
  ]);
  return redactParams(Object.fromEntries(values) as Params);
}

function plain(value: unknown): unknown {
  if (value instanceof URL) return value.href;
  return typeof value === "function" ? value.name : value;
}

/** The same with whole numbers as floats, where the type of the argument is a float. */
export function withFloats(params: Params, actions: readonly Action[]): Params {
  const floats = new Set(actions.filter(({ type }) => isFloatType(type)).map(({ dest }) => dest));
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, floats.has(name) ? float(value) : value]),
  );
}

function float(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(float);
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? new Float(value as number) : value;
}
