import { textWidth } from "./text-width.js";
import { wrapWords } from "./wrap-words.js";

/** Breaks a text into lines of at most `width` columns of a terminal, between words, or within one that is wider. */
export function wrapText(text: string, width: number): string[] {
  return wrapWords(
    text.split(" ").flatMap((word) => piecesOf(word, width)),
    width,
  );
}

function piecesOf(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const pieces = [""];
  for (const character of word) {
    const longer = pieces.at(-1)! + character;
    if (textWidth(longer) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(character);
  }
  return pieces;
}
