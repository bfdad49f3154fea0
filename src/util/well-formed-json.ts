/** JSON's escapes, one after the other; that of half a surrogate pair is the only one with `d8` to `df`. */
const ESCAPE = /\\(?:u(d[89a-f][\da-f]{2})|.)/g;

/**
 * A value as JSON, with U+FFFD in the place of each surrogate that stands alone: JSON may hold one, UTF-8 may not, and
 * Python refuses to write it.
 */
export function wellFormedJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes(String.raw`\ud`)) return text;
  return text.replaceAll(ESCAPE, (escape: string, alone?: string) =>
    alone === undefined ? escape : "\ufffd",
  );
}
