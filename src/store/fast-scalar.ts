import { pythonFloat, pythonInteger, pythonWord } from "./python-scalars.js";

/** What the fast path throws, made once, where a text is none of its subset. */
export const DECLINED: Error = new Error("not of the subset that the fast path reads");

const SHORT_INTEGER = /^-?[1-9]\d{0,14}$/;
const PLAIN_FLOAT = /^-?\d+\.\d+(?:e[-+]\d+)?$/;
const DATE_LIKE = /^\d{4}-\d/;
/** First characters of the words that stand for a null or a boolean. */
const WORD_START = new Set("~nNyYtTfFoO");
/** Indicators of YAML that no plain scalar begins with, in any of its versions. */
const INDICATOR = new Set("-?:,[]{}#&*!|>'\"%@`");

/**
 * The value of an unquoted scalar on one line.
 *
 * @throws DECLINED for a date, a merge key, or a text that may be no plain scalar.
 */
export function plainScalar(text: string): unknown {
  const first = text.charAt(0);
  if (isNumberStart(first)) return numberOrText(text, first);
  if (INDICATOR.has(first) || text === "<<") throw DECLINED;
  if (WORD_START.has(first)) {
    const word = pythonWord(text);
    if (word !== undefined) return word;
  }
  return text;
}

function isNumberStart(first: string): boolean {
  return (first >= "0" && first <= "9") || first === "-" || first === "+" || first === ".";
}

function numberOrText(text: string, first: string): unknown {
  if (SHORT_INTEGER.test(text) || PLAIN_FLOAT.test(text)) return Number(text);
  if (first === "-" && !/^-[0-9A-Za-z.]/.test(text)) throw DECLINED;
  if (DATE_LIKE.test(text)) throw DECLINED;
  return pythonInteger(text) ?? pythonFloat(text) ?? text;
}

/** Where a single-quoted scalar that begins at `start` ends, after its quote. It must end on its line. */
export function endOfSingleQuoted(line: string, start: number): number {
  let end = line.indexOf("'", start + 1);
  while (end >= 0 && line.charAt(end + 1) === "'") end = line.indexOf("'", end + 2);
  if (end < 0) throw DECLINED;
  return end + 1;
}

/** Where a double-quoted scalar that begins at `start` ends, after its quote. It must end on its line. */
export function endOfDoubleQuoted(line: string, start: number): number {
  let end = start + 1;
  while (end < line.length && line.charAt(end) !== '"') end += line.charAt(end) === "\\" ? 2 : 1;
  if (end >= line.length) throw DECLINED;
  return end + 1;
}

/** The text of a quoted scalar, its quotes included. */
export function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("'")) return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  return inner.includes("\\") ? inner.replace(ESCAPE, unescape) : inner;
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]?))/g;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  ['"', '"'],
  ["\\", "\\"],
  ["N", "\x85"],
  ["_", "\xa0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

function unescape(_: string, x?: string, u?: string, long?: string, letter?: string): string {
  const hexadecimal = x ?? u ?? long;
  if (hexadecimal === undefined) return ESCAPED.get(letter!) ?? decline();
  const code = Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : decline();
}

function decline(): never {
  throw DECLINED;
}
