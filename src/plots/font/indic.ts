import type { DrawnCharacter } from "./arabic.js";

/** Vowel signs that stand before the letter that they are written after. Source: Unicode, "Indic Positional Category". */
const SIGN_BEFORE =
  /^[\u093f\u09bf\u09c7\u09c8\u0a3f\u0abf\u0b47\u0bc6-\u0bc8\u0d46-\u0d48\u0dd9\u0ddb\u1031\u17c1-\u17c3]$/u;
const MARK = /^\p{M}$/u;

/** Characters with the vowel signs in front of their letters, as they are drawn where no rules of a font do it. */
export function signsInFront(line: readonly DrawnCharacter[]): readonly DrawnCharacter[] {
  if (!line.some(({ drawn }) => SIGN_BEFORE.test(drawn))) return line;
  const moved: DrawnCharacter[] = [];
  for (const one of line) {
    const letter = moved.findLastIndex(({ drawn }) => !MARK.test(drawn));
    if (SIGN_BEFORE.test(one.drawn) && letter >= 0) moved.splice(letter, 0, one);
    else moved.push(one);
  }
  return moved;
}
