import { joinArabic, type DrawnCharacter } from "./arabic.js";
import { visualOrder } from "./bidi.js";
import { fontFor } from "./fallback.js";
import { loadFont, type Font, type FontWeight } from "./font.js";
import { signsInFront } from "./indic.js";
import { characterAdvance } from "./text-width.js";

/** Characters of one line that stand side by side and are of one font. */
export interface TextPiece {
  readonly font: Font;
  readonly characters: readonly DrawnCharacter[];
  /** Where it begins, in em from the line's start. */
  readonly start: number;
}

/** A line of text as it is drawn, from left to right. */
export interface TextLine {
  readonly pieces: readonly TextPiece[];
  /** Whether signs stand before letters that they are written after. */
  readonly isMoved: boolean;
}

/** Sets a line of text where nothing else does it: joined, in the order of drawing, each character in its font. */
export function setLine(text: string, weight: FontWeight): TextLine {
  const { unitsPerEm } = loadFont(weight);
  const written = joinArabic(text);
  const moved = signsInFront(written);
  const pieces: { font: Font; characters: DrawnCharacter[]; start: number }[] = [];
  let units = 0;
  for (const one of visualOrder(moved)) {
    const font = fontFor(one.drawn, weight);
    const advance = characterAdvance(one.drawn, weight);
    // A mark that no font has would be a box on the letter before it.
    if (advance === 0 && !font.glyphs.has(one.drawn.codePointAt(0) ?? 0)) continue;
    const last = pieces.at(-1);
    if (last?.font === font) last.characters.push(one);
    else pieces.push({ font, characters: [one], start: units / unitsPerEm });
    units += advance;
  }
  return { pieces, isMoved: moved !== written };
}
