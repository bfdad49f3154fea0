import { joinArabic } from "./arabic.js";
import { fontFor } from "./fallback.js";
import { loadFont, type FontWeight } from "./font.js";

/** Em that a character takes where no font has it: nothing for marks that stand on another. */
const NO_WIDTH = /^[\p{M}\p{Cf}]$/u;
const PICTURE = /^\p{Extended_Pictographic}$/u;
const PICTURE_EM = 1.4;

/**
 * Width of a line of text in px, unkerned, as it is drawn. A character that no font has counts as one em, as
 * Chinese, Japanese and Korean ones are in all fonts; a pictograph as somewhat more.
 *
 * @param size font size in px
 */
export function textWidth(text: string, size: number, weight: FontWeight = "normal"): number {
  const { unitsPerEm } = loadFont(weight);
  let units = 0;
  for (const { drawn } of joinArabic(text)) units += characterAdvance(drawn, weight);
  return (units / unitsPerEm) * size;
}

/** Width of one character in units of our font, whichever font draws it. */
export function characterAdvance(character: string, weight: FontWeight): number {
  const font = fontFor(character, weight);
  const glyph = font.glyphs.get(character.codePointAt(0) ?? 0);
  const { unitsPerEm } = loadFont(weight);
  if (glyph !== undefined) return (font.advance(glyph) * unitsPerEm) / font.unitsPerEm;
  if (NO_WIDTH.test(character)) return 0;
  return unitsPerEm * (PICTURE.test(character) ? PICTURE_EM : 1);
}

/** Where a name may be broken that is longer than a line. */
const BREAK = /(?<=[_/.-])(?=[^_/.-])/;

/**
 * Breaks text at spaces into lines no wider than `width` px, and words that are longer after `_`, `-`, `/` and `.`; what
 * is longer still keeps a line of its own.
 */
export function wrapText(
  text: string,
  width: number,
  size: number,
  weight: FontWeight = "normal",
): string[] {
  const lines: string[] = [];
  const fits = (line: string): boolean => textWidth(line, size, weight) <= width;
  const add = (part: string, space: string): void => {
    const longer = lines.length === 0 ? part : `${lines.at(-1)}${space}${part}`;
    if (lines.length === 0 || !fits(longer)) lines.push(part);
    else lines[lines.length - 1] = longer;
  };
  for (const word of text.split(" ")) {
    const parts = fits(word) ? [word] : word.split(BREAK);
    parts.forEach((part, i) => add(part, i === 0 ? " " : ""));
  }
  return lines;
}

/** Shortens text to `width` px by an ellipsis in its middle, so that names with one beginning stay apart. */
export function shortenText(
  text: string,
  width: number,
  size: number,
  weight: FontWeight = "normal",
): string {
  if (textWidth(text, size, weight) <= width) return text;
  const characters = Array.from(text);
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const start = characters.slice(0, Math.ceil(kept / 2));
    const end = characters.slice(characters.length - Math.floor(kept / 2));
    const short = [...start, "…", ...end].join("");
    if (textWidth(short, size, weight) <= width) return short;
  }
  return `${characters[0] ?? ""}…`;
}
