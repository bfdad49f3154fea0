/** The distinct code points of a text, ascending. */
export function codePoints(text: string): number[] {
  const codes = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  return [...codes].toSorted((a, b) => a - b);
}
