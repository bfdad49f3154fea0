import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cffOutlines } from "./cff.js";
import { parseCmap, type GlyphMap } from "./cmap.js";
import { fontTable, parseFontTables, type FontTables } from "./sfnt.js";

/** The family that every chart is drawn in. Verdana has nearly the same widths, for viewers that lack it. */
export const FONT_FAMILY = "DejaVu Sans, Verdana, sans-serif";

export type FontWeight = "normal" | "bold";

const FILES: Record<FontWeight, string> = {
  normal: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  bold: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
};

/** A font, read as far as measuring and subsetting need. */
export interface Font {
  readonly tables: FontTables;
  readonly glyphs: GlyphMap;
  /** Font units per em. */
  readonly unitsPerEm: number;
  /** Advance width of a glyph in font units. */
  readonly advance: (glyph: number) => number;
  /** A glyph as TrueType's table `glyf` has it; empty for one without ink. */
  readonly outline: (glyph: number) => Buffer;
}

const require = createRequire(import.meta.url);
const loaded = new Map<FontWeight, Font>();

/** Absolute path of our font's file. */
export function fontFile(weight: FontWeight): string {
  return require.resolve(FILES[weight]);
}

/** Our font of a weight, read on first use. */
export function loadFont(weight: FontWeight): Font {
  const font = loaded.get(weight) ?? parseFont(readFileSync(fontFile(weight)));
  loaded.set(weight, font);
  return font;
}

/**
 * Reads a TrueType or OpenType file, or a collection of such.
 *
 * @param face which font of a collection
 */
export function parseFont(file: Buffer, face = 0): Font {
  const tables = parseFontTables(file, face);
  const hmtx = fontTable(tables, "hmtx");
  const last = fontTable(tables, "hhea").readUInt16BE(34) - 1;
  return {
    tables,
    glyphs: parseCmap(fontTable(tables, "cmap")),
    unitsPerEm: fontTable(tables, "head").readUInt16BE(18),
    advance: (glyph) => hmtx.readUInt16BE(4 * Math.min(glyph, last)),
    outline: tables.has("CFF ") ? cffOutlines(fontTable(tables, "CFF ")) : glyfOutlines(tables),
  };
}

function glyfOutlines(tables: FontTables): Font["outline"] {
  const [glyf, loca] = [fontTable(tables, "glyf"), fontTable(tables, "loca")];
  const long = fontTable(tables, "head").readInt16BE(50) === 1;
  const at = (i: number): number =>
    long ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i);
  return (glyph) => glyf.subarray(at(glyph), at(glyph + 1));
}
