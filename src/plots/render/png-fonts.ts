import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fontFor } from "../font/fallback.js";
import { loadFont, type Font } from "../font/font.js";
import { subsetFont } from "../font/subset.js";
import { setLine } from "../font/text-pieces.js";
import { textWidth } from "../font/text-width.js";
import { replaceTexts } from "./embed-svg.js";
import { INITIAL_STYLE, styleOf, type PdfStyle } from "./pdf/pdf-style.js";
import { parseSvg, textOf, type SvgElement } from "./svg-tree.js";

/** The characters that are drawn of each font, and the code point that stands for each. */
type RecodedFonts = Map<Font, Map<string, number>>;

interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The last but one plane of Unicode, all of it for private use: no program has rules for it. */
const PRIVATE_USE = 0xf0000;

/**
 * Calls `render` with a drawing in which texts with characters that our font lacks are set already, and with the files
 * of the fonts for them, whose families and code points are of their own. The renderer itself draws no text at all
 * where two fonts of a line make other numbers of glyphs of it, as a ligature does.
 */
export function withFontFiles<Result>(
  svg: string,
  render: (svg: string, files: readonly string[]) => Result,
): Result {
  const fonts: RecodedFonts = new Map();
  const set = replaceTexts(svg, (markup) => setText(markup, fonts));
  if (fonts.size === 0) return render(svg, []);
  const folder = mkdtempSync(join(tmpdir(), "ceteris-fonts-"));
  try {
    const files = [...fonts].map(([font, codes], i) => {
      const file = join(folder, `${i}.ttf`);
      writeFileSync(file, recodedSubset(font, codes, familyOf(i)));
      return file;
    });
    return render(set, files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function familyOf(place: number): string {
  return `ceteris-${place}`;
}

/** A text element with each piece of its lines at its place; unchanged where our font has all of it. */
function setText(markup: string, fonts: RecodedFonts): string {
  const element = parseSvg(markup);
  const style = styleOf(element, INITIAL_STYLE);
  const isOurs = (one: string): boolean =>
    fontFor(one, style.fontWeight) === loadFont(style.fontWeight);
  if (Array.from(textOf(element)).every(isOurs)) return markup;
  const spans = linesOf(element).map((line) => setSpans(line, style, fonts));
  const [start = ""] = /^<[^>]*>/.exec(markup) ?? [];
  return `${start.replace(/ text-anchor="[^"]*"/, "")}${spans.join("")}</text>`;
}

/** Lines stand in elements of their own, each below the one before. */
function linesOf({ attributes, children }: SvgElement): Line[] {
  let [x, y] = [Number(attributes["x"] ?? 0), Number(attributes["y"] ?? 0)];
  return children.map((child) => {
    if (typeof child === "string") return { text: child, x, y };
    x = Number(child.attributes["x"] ?? x);
    y += Number(child.attributes["dy"] ?? 0);
    return { text: textOf(child), x, y };
  });
}

function setSpans({ text, x, y }: Line, style: PdfStyle, fonts: RecodedFonts): string {
  const { fontSize, fontWeight, anchor } = style;
  const share = anchor === "end" ? 1 : anchor === "middle" ? 0.5 : 0;
  const left = x - share * textWidth(text, fontSize, fontWeight);
  return setLine(text, fontWeight)
    .pieces.map(({ font, characters, start }) => {
      const codes = characters.map(({ drawn }) => codeOf(drawn, font, fonts));
      const family = familyOf([...fonts.keys()].indexOf(font));
      return `<tspan x="${left + start * fontSize}" y="${y}" font-family="${family}">${String.fromCodePoint(...codes)}</tspan>`;
    })
    .join("");
}

/** A code point that no other font has: the renderer would look for it there. */
function codeOf(character: string, font: Font, fonts: RecodedFonts): number {
  const used = [...fonts.values()].reduce((sum, codes) => sum + codes.size, 0);
  const codes = fonts.get(font) ?? new Map<string, number>();
  fonts.set(font, codes);
  const code = codes.get(character) ?? PRIVATE_USE + used;
  codes.set(character, code);
  return code;
}

function recodedSubset(font: Font, codes: ReadonlyMap<string, number>, family: string): Buffer {
  const glyphs = new Map(
    [...codes].map(([one, code]) => [code, font.glyphs.get(one.codePointAt(0) ?? 0) ?? 0]),
  );
  return subsetFont({ ...font, glyphs }, String.fromCodePoint(...codes.values()), family);
}
