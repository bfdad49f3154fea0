import { ArgumentError } from "argparse";
import { inspect } from "node:util";

/** Whether parsed arguments go together. */
export interface Validator {
  readonly isValid: (params: never) => unknown;
  readonly message: string;
}

/**
 * Checks parsed arguments.
 *
 * @throws ArgumentError with the validator's message where it throws, or returns anything but true, undefined or
 * null; an ArgumentError that it throws is passed on.
 */
export function validate({ isValid, message }: Validator, params: object): void {
  let cause: unknown;
  try {
    const verdict = isValid(params as never);
    if (verdict === true || verdict === undefined || verdict === null) return;
  } catch (error) {
    if (error instanceof ArgumentError) throw error;
    cause = error;
  }
  throw Object.assign(new ArgumentError(undefined, formatMessage(message, params)), { cause });
}

/** A message with `{lr}` replaced by the param's value; `{{` and `}}` are braces. */
export function formatMessage(message: string, params: object): string {
  const values = new Map<string, unknown>(Object.entries(params));
  return message.replace(/\{\{|\}\}|\{([^{}]+)\}/g, (found, name: string | undefined) => {
    if (name === undefined) return found[0]!;
    return values.has(name) ? textOf(values.get(name)) : found;
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}
