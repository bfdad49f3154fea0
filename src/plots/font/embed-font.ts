import { arabicForms } from "./arabic.js";
import { codePoints } from "./code-points.js";
import { loadFont, type FontWeight } from "./font.js";
import { subsetFont } from "./subset.js";

const WEIGHTS = ["normal", "bold"] as const;

/** The characters drawn in each weight. */
export type DrawnText = Readonly<Record<FontWeight, string>>;

/** CSS that embeds the glyphs of the given characters as data URIs, one `@font-face` per weight in use. */
export function fontFaces(text: DrawnText): string {
  return (
    WEIGHTS.filter((weight) => text[weight] !== "")
      // A browser joins Arabic letters by their forms, where a font has no rules for it.
      .map((weight) => fontFace(weight, text[weight] + arabicForms(text[weight])))
      .join("")
  );
}

function fontFace(weight: FontWeight, text: string): string {
  const data = subsetFont(loadFont(weight), text).toString("base64");
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
