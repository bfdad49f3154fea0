import { loadFont, type FontWeight } from "./font.js";

/**
 * Width of a line of text in px, unkerned, as it is drawn. A character that the font lacks counts as one em.
 *
 * @param size font size in px
 */
export function textWidth(text: string, size: number, weight: FontWeight = "normal"): number {
  const font = loadFont(weight);
  let units = 0;
  for (const character of text) {
    const glyph = font.glyphs.get(character.codePointAt(0) ?? 0);
    units += glyph === undefined ? font.unitsPerEm : font.advance(glyph);
  }
  return (units / font.unitsPerEm) * size;
}

/** Breaks text at spaces into lines no wider than `width` px; a longer word keeps a line of its own. */
export function wrapText(
  text: string,
  width: number,
  size: number,
  weight: FontWeight = "normal",
): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || textWidth(longer, size, weight) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Shortens text to `width` px by an ellipsis in its middle, so that names with one beginning stay apart. */
export function shortenText(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = Array.from(text);
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const start = characters.slice(0, Math.ceil(kept / 2));
    const end = characters.slice(characters.length - Math.floor(kept / 2));
    const short = [...start, "…", ...end].join("");
    if (textWidth(short, size) <= width) return short;
  }
  return `${characters[0] ?? ""}…`;
}
