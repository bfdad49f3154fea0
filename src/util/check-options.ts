import { inspect } from "node:util";
import { CeterisError } from "./error.js";
import { nearestName } from "./nearest-name.js";
import { truncate } from "./text-width.js";

/** Letters of a text that an error shows at most. */
const LONGEST = 60;

/** What a value may be, and what to give instead of another: `give true or false`. */
export interface ValueKind {
  readonly accepts: (value: unknown) => boolean;
  readonly remedy: string;
}

/** A kind for every option of an interface. */
export type OptionKinds<Options> = { readonly [Name in keyof Options]-?: ValueKind };

export const BOOLEAN: ValueKind = {
  accepts: (value) => typeof value === "boolean",
  remedy: "give true or false",
};

export const TEXT: ValueKind = {
  accepts: (value) => typeof value === "string",
  remedy: "give a text",
};

export const NUMBER: ValueKind = {
  accepts: (value) => typeof value === "number",
  remedy: "give a number",
};

/** By what it can do: a notebook's cells have classes of their own. */
export const SIGNAL: ValueKind = {
  accepts: (value) => typeof (value as AbortSignal | null)?.throwIfAborted === "function",
  remedy: "give an AbortSignal, such as AbortSignal.timeout(60_000)",
};

export const FUNCTION: ValueKind = {
  accepts: (value) => typeof value === "function",
  remedy: "give a function",
};

/** True for a text that is not empty, and for a list of such. */
export function isNameOrNames(value: unknown): value is string | readonly string[] {
  return Array.isArray(value) ? value.every(isName) : isName(value);
}

/** True for a text that is not empty. */
export function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/**
 * Checks an object of options that a user gave; one that is undefined counts as not given.
 *
 * @param call - Whose options they are: `info`, `new Index`.
 * @throws CeterisError `USAGE` for what is no object, an option that does not exist, and a value of a wrong kind.
 */
export function checkOptions<Options>(
  call: string,
  options: unknown,
  kinds: OptionKinds<Options>,
): void {
  const known = new Map<string, ValueKind>(Object.entries(kinds));
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new CeterisError(
      "USAGE",
      `The options of ${call} are ${shownValue(options)}; give an object of any of these: ${[...known.keys()].join(", ")}.`,
    );
  for (const [name, value] of Object.entries(options)) {
    const kind = known.get(name);
    if (!kind) throw new CeterisError("USAGE", unknownOption(call, name, [...known.keys()]));
    if (value !== undefined) checkValue(`The option ${name} of ${call}`, value, kind);
  }
}

/**
 * @param subject - What the value is, at the beginning of a sentence: `The root of new Index`.
 * @throws CeterisError `USAGE` for a value of a wrong kind.
 */
export function checkValue(subject: string, value: unknown, { accepts, remedy }: ValueKind): void {
  if (!accepts(value))
    throw new CeterisError("USAGE", `${subject} is ${shownValue(value)}; ${remedy}.`);
}

function unknownOption(call: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const remedy = nearest ? `did you mean ${nearest}?` : `there are: ${known.join(", ")}.`;
  return `There is no option ${name} of ${call}; ${remedy}`;
}

/** A value as an error names it. */
export function shownValue(value: unknown): string {
  return typeof value === "string"
    ? truncate(JSON.stringify(value), LONGEST)
    : inspect(value, {
        depth: 1,
        maxArrayLength: 5,
        maxStringLength: LONGEST,
        breakLength: Infinity,
      });
}
