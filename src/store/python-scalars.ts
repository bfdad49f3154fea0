/**
 * What PyYAML's `SafeLoader` makes of an unquoted scalar: YAML 1.1 as its resolver spells it, which is stricter
 * than the specification (`-.5`, `1e5`, `y` and `0:30` are texts). Each function returns undefined for a text
 * that is not of its type.
 */

const INTEGER =
  /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["~", "null", "Null", "NULL", ""].map((word) => [word, null] as const),
  ...["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"].map(
    (word) => [word, true] as const,
  ),
  ...["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"].map(
    (word) => [word, false] as const,
  ),
]);

/** The null or boolean that a word stands for. */
export function pythonWord(text: string): boolean | null | undefined {
  return WORDS.get(text);
}

/** An integer of any size: a `bigint` beyond 2^53. Binary, octal, hexadecimal and base 60 are read too. */
export function pythonInteger(text: string): number | bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const digits = text.replaceAll("_", "").replace(/^[-+]/, "");
  if (digits === "0b" || digits === "0x") return undefined; // PyYAML refuses the file
  const magnitude = digits.includes(":") ? base60(digits) : BigInt(withPrefix(digits));
  const value = text.startsWith("-") ? -magnitude : magnitude;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function withPrefix(digits: string): string {
  return /^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits;
}

function base60(digits: string): bigint {
  return digits.split(":").reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

/** A float, the infinities and NaN among them; too large a one is infinite, as in Python. */
export function pythonFloat(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined;
  const sign = text.startsWith("-") ? -1 : 1;
  const digits = text.replaceAll("_", "").replace(/^[-+]/, "").toLowerCase();
  if (digits === ".inf") return sign * Infinity;
  if (digits === ".nan") return NaN;
  return sign * (digits.includes(":") ? floatBase60(digits) : Number(digits));
}

/** Summed from the last part up, as Python does, so that the rounding is the same. */
function floatBase60(digits: string): number {
  const parts = digits.split(":").map(Number).toReversed();
  return parts.reduce((sum, part, index) => sum + part * 60 ** index, 0);
}
