import { arabicForms } from "./arabic.js";
import { codePoints } from "./code-points.js";
import { fontFor } from "./fallback.js";
import { loadFont, type Font, type FontWeight } from "./font.js";
import { embeddedFont } from "./embedded-font.js";

const WEIGHTS = ["normal", "bold"] as const;

/** The characters drawn in each weight. */
export type DrawnText = Readonly<Record<FontWeight, string>>;

/**
 * CSS that embeds the glyphs of the given characters as data URIs: a `@font-face` per weight in use, and one per font
 * that has what ours lacks. All have one name: the drawing knows of one font only.
 */
export function fontFaces(text: DrawnText): string {
  return WEIGHTS.flatMap((weight) =>
    [...charactersByFont(text[weight], weight)].map(([font, characters]) =>
      fontFace(weight, font, characters),
    ),
  ).join("");
}

/** The characters that each font draws, ours first. */
function charactersByFont(text: string, weight: FontWeight): Map<Font, string> {
  // A browser joins Arabic letters by their forms, where a font has no rules for it.
  const groups = new Map(text === "" ? [] : [[loadFont(weight), arabicForms(text)]]);
  for (const code of codePoints(text)) {
    const character = String.fromCodePoint(code);
    const font = fontFor(character, weight);
    groups.set(font, (groups.get(font) ?? "") + character);
  }
  return groups;
}

function fontFace(weight: FontWeight, font: Font, text: string): string {
  const data = embeddedFont(font, text).toString("base64");
  return (
    `@font-face{font-family:"DejaVu Sans";font-weight:${weight};unicode-range:${unicodeRange(text)};` +
    `src:url(data:font/ttf;base64,${data}) format("truetype")}`
  );
}

/** Keeps the subsets of several charts on one page apart: a browser asks each only for what it holds. */
function unicodeRange(text: string): string {
  return codePoints(text)
    .map((code) => `U+${code.toString(16)}`)
    .join(",");
}
