/** Glyph number of each code point that the font has. */
export type GlyphMap = ReadonlyMap<number, number>;

/** Code points that follow each other. */
interface Segment {
  readonly start: number;
  readonly end: number;
  /** Glyph number of a code point between them; 0 where the font lacks it. */
  readonly glyph: (code: number) => number;
}

/** Encodings of Unicode: platform and encoding, the whole of it before the Basic Multilingual Plane. */
const ENCODINGS = [
  [3, 10],
  [0, 6],
  [0, 4],
  [3, 1],
  [0, 3],
  [0, 2],
  [0, 1],
  [0, 0],
] as const;

const READERS: Readonly<Record<number, (subtable: Buffer) => Iterable<Segment>>> = {
  4: format4,
  12: format12,
};

/** Reads a font's `cmap` table: its subtable of format 12 or 4, the one that covers more. */
export function parseCmap(cmap: Buffer): GlyphMap {
  const map = new Map<number, number>();
  for (const { start, end, glyph } of segments(cmap)) {
    for (let code = start; code <= end; code++) {
      const found = glyph(code);
      if (found !== 0) map.set(code, found);
    }
  }
  return map;
}

/** Whether a `cmap` table has a code point, without a map of them all. */
export function cmapHas(cmap: Buffer, code: number): boolean {
  for (const { start, end, glyph } of segments(cmap))
    if (start <= code && code <= end && glyph(code) !== 0) return true;
  return false;
}

function segments(cmap: Buffer): Iterable<Segment> {
  for (const [platform, encoding] of ENCODINGS) {
    for (let at = 4; at < 4 + 8 * cmap.readUInt16BE(2); at += 8) {
      if (cmap.readUInt16BE(at) !== platform || cmap.readUInt16BE(at + 2) !== encoding) continue;
      const subtable = cmap.subarray(cmap.readUInt32BE(at + 4));
      const read = READERS[subtable.readUInt16BE(0)];
      if (read !== undefined) return read(subtable);
    }
  }
  throw new Error("The font has no character map of format 4 or 12.");
}

function* format4(table: Buffer): Generator<Segment> {
  const segmentCount = table.readUInt16BE(6) / 2;
  const word = (row: number, i: number): number =>
    table.readUInt16BE((row === 0 ? 14 : 16) + 2 * (row * segmentCount + i));
  for (let i = 0; i < segmentCount; i++) {
    const [end, start, delta, range] = [word(0, i), word(1, i), word(2, i), word(3, i)];
    const rangeAt = 16 + 2 * (3 * segmentCount + i);
    const listed = (code: number): number =>
      range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - start));
    const glyph = (code: number): number => {
      const found = listed(code);
      return found === 0 ? 0 : (found + delta) & 0xffff;
    };
    yield { start, end: Math.min(end, 0xfffe), glyph };
  }
}

function* format12(table: Buffer): Generator<Segment> {
  const end = 16 + 12 * table.readUInt32BE(12);
  for (let at = 16; at < end; at += 12) {
    const start = table.readUInt32BE(at);
    const first = table.readUInt32BE(at + 8);
    yield { start, end: table.readUInt32BE(at + 4), glyph: (code) => first + code - start };
  }
}

/** Writes a `cmap` table of format 4, a segment per code point; one of format 12 beside it for what lies beyond. */
export function writeCmap(map: GlyphMap): Buffer {
  const entries = [...map].toSorted(([a], [b]) => a - b);
  const basic = writeFormat4(entries.filter(([code]) => code < 0xffff));
  if (entries.every(([code]) => code < 0xffff))
    return Buffer.concat([uint16s([0, 1, 3, 1, 0, 12]), basic]);
  const head = uint16s([0, 2, 3, 1, 0, 20, 3, 10, 0, 20 + basic.length]);
  return Buffer.concat([head, basic, writeFormat12(entries)]);
}

function writeFormat4(entries: readonly (readonly [number, number])[]): Buffer {
  const codes = [...entries.map(([code]) => code), 0xffff];
  const deltas = [...entries.map(([code, glyph]) => (glyph - code) & 0xffff), 1];
  const count = codes.length;
  const search = 2 * 2 ** Math.floor(Math.log2(count));
  const length = 16 + 8 * count;
  const words = [4, length, 0, 2 * count, search, Math.log2(search / 2), 2 * count - search];
  return uint16s([...words, ...codes, 0, ...codes, ...deltas, ...codes.map(() => 0)]);
}

function writeFormat12(entries: readonly (readonly [number, number])[]): Buffer {
  const out = Buffer.alloc(16 + 12 * entries.length);
  out.writeUInt16BE(12, 0);
  out.writeUInt32BE(out.length, 4);
  out.writeUInt32BE(entries.length, 12);
  for (const [i, [code, glyph]] of entries.entries()) {
    for (const [j, value] of [code, code, glyph].entries())
      out.writeUInt32BE(value, 16 + 12 * i + 4 * j);
  }
  return out;
}

function uint16s(words: readonly number[]): Buffer {
  const out = Buffer.alloc(words.length * 2);
  for (const [i, word] of words.entries()) out.writeUInt16BE(word, 2 * i);
  return out;
}
