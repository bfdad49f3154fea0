import { readFileSync } from "node:fs";
import { cmapHas } from "./cmap.js";
import { loadFont, parseFont, type Font, type FontWeight } from "./font.js";
import { machineFonts, type FontFace } from "./machine-fonts.js";

/** What no font is looked for: formats, controls, code points of private use, and choices among variants. */
const NOT_DRAWN = /^[\p{C}\p{Variation_Selector}]$/u;
const WITHOUT_INK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]$/u;
const BOLD = 600;

const found = new Map<string, Font | undefined>();
const opened = new Map<string, Font>();

/** The font that draws a character: ours, else one of the machine's; ours with its box where no font has it. */
export function fontFor(character: string, weight: FontWeight): Font {
  const own = loadFont(weight);
  if (own.glyphs.has(character.codePointAt(0) ?? 0)) return own;
  return fallbackFont(character, weight) ?? own;
}

/** Whether a character is drawn as a box, as no font has it. */
export function isBox(character: string): boolean {
  if (NOT_DRAWN.test(character)) return false;
  return !fontFor(character, "normal").glyphs.has(character.codePointAt(0) ?? 0);
}

function fallbackFont(character: string, weight: FontWeight): Font | undefined {
  if (NOT_DRAWN.test(character)) return undefined;
  const key = `${character}${weight}${process.env["CETERIS_FONTS"] ?? "\0"}`;
  if (!found.has(key)) found.set(key, search(character, weight));
  return found.get(key);
}

/** The plain font that suits best; for bold text the bold one of its family where there is one. */
function search(character: string, weight: FontWeight): Font | undefined {
  const code = character.codePointAt(0) ?? 0;
  const faces = machineFonts();
  const having = (face: FontFace): boolean => drawsInk(face, code);
  const plain = faces.find((face) => face.weight < BOLD && having(face)) ?? faces.find(having);
  if (plain === undefined || weight === "normal") return plain && open(plain);
  const bold = faces
    .filter((face) => face.family === plain.family && face.weight >= BOLD)
    .toSorted((a, b) => Math.abs(a.weight - 700) - Math.abs(b.weight - 700));
  return open(bold.find(having) ?? plain);
}

/** Fonts of coloured pictures have glyphs without an outline. */
function drawsInk(face: FontFace, code: number): boolean {
  try {
    if (!cmapHas(face.cmap, code)) return false;
    const { glyphs, outline } = open(face);
    const glyph = glyphs.get(code) ?? 0;
    return WITHOUT_INK.test(String.fromCodePoint(code)) || outline(glyph).length > 0;
  } catch {
    return false;
  }
}

function open({ path, index }: FontFace): Font {
  const key = `${index} ${path}`;
  const font = opened.get(key) ?? parseFont(readFileSync(path), index);
  opened.set(key, font);
  return font;
}
