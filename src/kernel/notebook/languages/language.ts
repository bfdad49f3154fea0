import type { ParameterValue } from "../parse-parameter.js";

/** How a language writes a variable and its value. */
export interface Language {
  readonly comment: string;
  /** A name that may be assigned to, unless it is one of the words. */
  readonly name: RegExp;
  readonly words: ReadonlySet<string>;
  /** A line that sets a variable; `defaults` is the source of the cell with the values by default. */
  assign(name: string, literal: string, defaults: string): string;
  readonly literals: Literals;
}

/** How a language writes values. */
export interface Literals {
  readonly null: string;
  readonly true: string;
  readonly false: string;
  readonly nan: string;
  readonly infinity: string;
  integer(value: bigint): string;
  float(value: number): string;
  string(value: string): string;
  list(items: readonly string[], values: readonly ParameterValue[]): string;
  mapping(entries: readonly (readonly [key: string, literal: string])[]): string;
}

/** A set of words that blanks part. */
export const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** `[1, 2]` */
export const bracketed = (items: readonly string[]): string => `[${items.join(", ")}]`;

/** A float that stays one: `1.0` for 1. */
export const withPoint = (value: number): string => {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};
