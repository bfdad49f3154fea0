/** Glyph number of each code point of the Basic Multilingual Plane that the font has. */
export type GlyphMap = ReadonlyMap<number, number>;

/** Reads a font's `cmap` table: its format 4 subtable, which covers the Basic Multilingual Plane. */
export function parseCmap(cmap: Buffer): GlyphMap {
  const subtable = cmap.subarray(format4Offset(cmap));
  const segments = subtable.readUInt16BE(6) / 2;
  const map = new Map<number, number>();
  for (let i = 0; i < segments; i++) readSegment(subtable, segments, i, map);
  return map;
}

function format4Offset(cmap: Buffer): number {
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const offset = cmap.readUInt32BE(4 + i * 8 + 4);
    if (cmap.readUInt16BE(offset) === 4) return offset;
  }
  throw new Error("The font has no character map of format 4.");
}

function readSegment(table: Buffer, segments: number, i: number, map: Map<number, number>): void {
  const end = table.readUInt16BE(14 + 2 * i);
  const start = table.readUInt16BE(16 + 2 * (segments + i));
  const delta = table.readUInt16BE(16 + 2 * (2 * segments + i));
  const rangeAt = 16 + 2 * (3 * segments + i);
  const range = table.readUInt16BE(rangeAt);
  for (let code = start; code <= end && code < 0xffff; code++) {
    const listed = range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - start));
    const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
    if (glyph !== 0) map.set(code, glyph);
  }
}

/** Writes a `cmap` table with one format 4 subtable, a segment per code point. */
export function writeCmap(map: GlyphMap): Buffer {
  const entries = [...map].toSorted(([a], [b]) => a - b);
  const codes = [...entries.map(([code]) => code), 0xffff];
  const deltas = [...entries.map(([code, glyph]) => (glyph - code) & 0xffff), 1];
  const count = codes.length;
  const search = 2 * 2 ** Math.floor(Math.log2(count));
  const length = 16 + 8 * count;
  const words = [4, length, 0, 2 * count, search, Math.log2(search / 2), 2 * count - search];
  const body = [...words, ...codes, 0, ...codes, ...deltas, ...codes.map(() => 0)];
  return uint16s([0, 1, 3, 1, 0, 12, ...body]);
}

function uint16s(words: readonly number[]): Buffer {
  const out = Buffer.alloc(words.length * 2);
  for (const [i, word] of words.entries()) out.writeUInt16BE(word, 2 * i);
  return out;
}
