import {
  dump,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  NOT_RESOLVED,
  realMapTag,
  SCALAR_STYLE,
} from "js-yaml";
import type { ScalarLayout, Schema } from "js-yaml";
import { CeterisError } from "../util/error.js";

/** The params of a run: plain data of any depth. */
export type Params = Readonly<Record<string, unknown>>;

/** What is written below the params. */
export interface ParamsTrailer {
  /** Relative to the root, `runs/<run>`, so that a root can be moved. */
  readonly root: string;
  /** Written in local time, in whole seconds. */
  readonly time: Date;
  readonly id: number;
  /** True for the params and root in the order of their names, as exman writes them. */
  readonly sorted?: boolean;
}

/** A whole number that is written as a float: `1.0`. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

const RESERVED: ReadonlySet<string> = new Set(["root", "time", "id"]);
/** In characters once escaped; YAML 1.1 ends a key at 1024. */
const KEY_LIMIT = 1000;

/**
 * Writes the text of a `params.yaml`, in ASCII: the params in their order, then root, time and id, as exman does.
 * PyYAML's `SafeLoader` reads the same values and types from it. A number that is an integer up to 2^53 is
 * written as an int, every other number as a float, `bigint` as an int; `undefined` counts as null, typed arrays as
 * lists, a `Date` is a timestamp in UTC.
 *
 * @throws CeterisError `RECORD` where a param is no plain data, contains itself, or is named root, time or id.
 */
export function formatParams(
  params: Params,
  { root, time, id, sorted = false }: ParamsTrailer,
): string {
  const values = new Map<string, unknown>();
  for (const [name, value] of entriesOf(params, "")) {
    if (RESERVED.has(name))
      throw refuse(name, `that name is taken by the run's own ${name}`, "rename it");
    values.set(wellFormed(name), plain(value, name, []));
  }
  values.set("root", root);
  const document = sorted ? new Map([...values].sort(byName)) : values;
  document.set("time", formatTime(time)).set("id", id);
  const text = dump(document, {
    schema: PYTHON_SCHEMA,
    noRefs: true,
    lineWidth: -1,
    scalarStyleRules: [chooseStyle],
  });
  return text.replace(NOT_ASCII, escape);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** The form of a run's time in params.yaml: `2026-11-21T10:00:00`, local. */
export function formatTime(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function plain(value: unknown, path: string, above: readonly unknown[]): unknown {
  if (value === undefined) return null;
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "function" || typeof value === "symbol")
    throw notPlain(path, `is a ${typeof value}`);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Float) return value;
  if (value instanceof Date) return checkedDate(value, path);
  if (above.includes(value)) throw notPlain(path, "contains itself");
  const inside = [...above, value];
  if (isTypedArray(value)) return Array.from<unknown>(value);
  if (Array.isArray(value))
    return Array.from(value, (item, i) => plain(item, `${path}[${i}]`, inside));
  if (!isPlainObject(value))
    throw notPlain(path, `is a ${value.constructor?.name ?? "class instance"}`);
  return new Map(
    entriesOf(value, path).map(([key, item]) => [
      wellFormed(key),
      plain(item, `${path}.${key}`, inside),
    ]),
  );
}

function entriesOf(object: object, path: string): [string, unknown][] {
  const entries: [string, unknown][] = Object.entries(object);
  const long = entries.find(([key]) => key.replace(NOT_ASCII, escape).length > KEY_LIMIT);
  if (long)
    throw notPlain(`${path}.${long[0].slice(0, 20)}…`, "has a name that is too long for YAML");
  return entries;
}

/** Half a surrogate pair is no character; U+FFFD takes its place, as in UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

function isTypedArray(value: object): value is Uint8Array | BigUint64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function checkedDate(date: Date, path: string): Date {
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw notPlain(path, "is a date outside the years 1 to 9999");
  return date;
}

function notPlain(path: string, what: string): CeterisError {
  return refuse(
    path,
    `it ${what}`,
    "give null, booleans, numbers, text, dates, lists and plain objects only",
  );
}

function refuse(path: string, what: string, remedy: string): CeterisError {
  return new CeterisError("RECORD", `The param ${path} cannot be recorded: ${what}; ${remedy}.`);
}

/**
 * As Python's `repr`, but with a point before the exponent: PyYAML takes `1e-05` for text, `1.0e-05` for a float.
 */
function formatNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  if (Object.is(value, -0)) return "-0.0";
  return Number.isSafeInteger(value) ? String(value) : formatFloat(value);
}

function formatFloat(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 16) return withPoint(String(value));
  return `${withPoint(digits)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

const withPoint = (digits: string): string => (digits.includes(".") ? digits : `${digits}.0`);

const scalar = <T>(
  name: string,
  is: (value: unknown) => value is T,
  represent: (value: T) => string,
) =>
  defineScalarTag(`tag:yaml.org,2002:${name}`, {
    implicit: true,
    resolve: () => NOT_RESOLVED,
    identify: is,
    represent,
  });

const PYTHON_SCHEMA: Schema = FAILSAFE_SCHEMA.withTags(
  scalar("null", (value) => value === null, String),
  scalar("bool", (value) => typeof value === "boolean", String),
  scalar("int", (value) => typeof value === "bigint", String),
  scalar(
    "float",
    (value) => typeof value === "number" || value instanceof Float,
    (number) => (number instanceof Float ? formatFloat(number.value) : formatNumber(number)),
  ),
  scalar(
    "timestamp",
    (value) => value instanceof Date,
    (date) => date.toISOString(),
  ),
  realMapTag,
);

/** Text that is the same plain in every version of YAML: words and paths, but none that reads as another type. */
const PLAIN = /^(?:[A-Za-z_/]|\.\.?\/)(?:[\w./+@-]| (?=[\w/]))*$/;
const LOOKS_TYPED = /^(?:y|yes|n|no|on|off|true|false|null|none|nan|inf|infinity)$/i;
const PRINTABLE_ASCII = /^[ -~]*$/;

function chooseStyle(layout: ScalarLayout): void {
  const { tag, value } = layout.node;
  if (tag !== "tag:yaml.org,2002:str") layout.style = SCALAR_STYLE.PLAIN;
  else if (PLAIN.test(value) && !LOOKS_TYPED.test(value)) layout.style = SCALAR_STYLE.PLAIN;
  else
    layout.style = PRINTABLE_ASCII.test(value)
      ? SCALAR_STYLE.SINGLE_QUOTED
      : SCALAR_STYLE.DOUBLE_QUOTED;
}

/** Occur in double-quoted text only; escaped, they survive a reader that opens files in another encoding. */
// oxlint-disable-next-line no-control-regex
const NOT_ASCII = /[^\x00-\x7F]/gu;

function escape(character: string): string {
  const hex = character.codePointAt(0)!.toString(16).toUpperCase();
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
