import type { Font } from "./font.js";
import { writeCmap } from "./cmap.js";
import { codePoints } from "./code-points.js";
import { componentGlyphs, copyGlyph } from "./glyph.js";
import { englishNames, familyNames, writeNames, type FontName } from "./names.js";
import { fontTable, writeFontTables } from "./sfnt.js";

/** Copyright, family, style and the licence's address. */
const NAMES_TO_KEEP = new Set([0, 1, 2, 14]);

/**
 * A TrueType file that holds only the glyphs of `text`, without hinting and kerning: about 15 KB where the
 * whole font is 750 KB. Characters that the font lacks are left out.
 *
 * @param family a name in place of the font's own
 */
export function subsetFont(font: Font, text: string, family?: string): Buffer {
  const codes = codePoints(text).filter((code) => font.glyphs.has(code));
  const kept = withComponents(font, [0, ...codes.map((code) => font.glyphs.get(code) ?? 0)]);
  const number = new Map(kept.map((glyph, i) => [glyph, i]));
  const renumber = (glyph: number): number => number.get(glyph) ?? 0;
  const outlines = kept.map((glyph) => copyGlyph(font.outline(glyph), renumber));
  const map = new Map(codes.map((code) => [code, renumber(font.glyphs.get(code) ?? 0)]));
  return writeFontTables(
    new Map([
      ["OS/2", fontTable(font.tables, "OS/2")],
      ["cmap", writeCmap(map)],
      ["glyf", Buffer.concat(outlines)],
      ["head", head(font)],
      ["hhea", patched(font, "hhea", (table) => table.writeUInt16BE(kept.length, 34))],
      ["hmtx", Buffer.concat(kept.map((glyph) => metrics(font, glyph)))],
      ["loca", loca(outlines)],
      ["maxp", maxp(font, outlines)],
      ["name", writeNames(family === undefined ? ownNames(font) : familyNames(family))],
      ["post", post(font)],
    ]),
  );
}

function withComponents(font: Font, wanted: readonly number[]): number[] {
  const kept = new Set<number>();
  const queue = [...wanted];
  for (let glyph = queue.shift(); glyph !== undefined; glyph = queue.shift()) {
    if (kept.has(glyph)) continue;
    kept.add(glyph);
    queue.push(...componentGlyphs(font.outline(glyph)));
  }
  return [...kept];
}

function metrics(font: Font, glyph: number): Buffer {
  const out = Buffer.alloc(4);
  const table = fontTable(font.tables, "hmtx");
  const count = fontTable(font.tables, "hhea").readUInt16BE(34);
  const bearing = glyph < count ? 4 * glyph + 2 : 4 * count + 2 * (glyph - count);
  out.writeUInt16BE(font.advance(glyph), 0);
  out.writeInt16BE(table.readInt16BE(bearing), 2);
  return out;
}

function patched(font: Font, tag: string, patch: (table: Buffer) => void): Buffer {
  const copy = Buffer.from(fontTable(font.tables, tag));
  patch(copy);
  return copy;
}

function head(font: Font): Buffer {
  return patched(font, "head", (table) => {
    table.writeUInt32BE(0, 8);
    table.writeInt16BE(1, 50);
  });
}

function loca(outlines: readonly Buffer[]): Buffer {
  const out = Buffer.alloc(4 * (outlines.length + 1));
  let offset = 0;
  for (const [i, glyph] of outlines.entries()) {
    offset += glyph.length;
    out.writeUInt32BE(offset, 4 * (i + 1));
  }
  return out;
}

/** The largest glyph's counts, which a font of cubic curves has not got. */
function maxp({ tables }: Font, outlines: readonly Buffer[]): Buffer {
  const own = fontTable(tables, "maxp");
  const table = Buffer.alloc(32);
  own.copy(table);
  table.writeUInt16BE(outlines.length, 4);
  if (own.length >= table.length) return table;
  const simple = outlines.filter((glyph) => glyph.length > 0);
  const contours = simple.map((glyph) => glyph.readInt16BE(0));
  const points = simple.map((glyph, i) => glyph.readUInt16BE(8 + 2 * contours[i]!) + 1);
  table.writeUInt32BE(0x00010000, 0);
  table.writeUInt16BE(Math.max(0, ...points), 6);
  table.writeUInt16BE(Math.max(0, ...contours), 8);
  table.writeUInt16BE(2, 14);
  return table;
}

function ownNames(font: Font): FontName[] {
  return englishNames(fontTable(font.tables, "name")).filter(({ id }) => NAMES_TO_KEEP.has(id));
}

function post(font: Font): Buffer {
  const out = Buffer.from(fontTable(font.tables, "post").subarray(0, 32));
  out.writeUInt32BE(0x00030000, 0);
  return out;
}
