import { charstringPath, type Subroutines } from "./charstring.js";
import { quadraticGlyph } from "./quadratic-glyph.js";

/** A dictionary's numbers by their operator; those of two bytes count from 1200. */
type Dictionary = ReadonlyMap<number, readonly number[]>;

const CHARSTRINGS = 17;
const PRIVATE = 18;
const SUBROUTINES = 19;
const FONT_ARRAY = 1236;
const FONT_SELECT = 1237;

/** The glyphs of a table `CFF `, as TrueType's table `glyf` would have them. Source: Adobe Technical Note 5176. */
export function cffOutlines(cff: Buffer): (glyph: number) => Buffer {
  const [, afterNames] = readIndex(cff, cff.readUInt8(2));
  const [[top], afterTop] = readIndex(cff, afterNames);
  const [, afterStrings] = readIndex(cff, afterTop);
  const [global] = readIndex(cff, afterStrings);
  const dictionary = readDictionary(top ?? Buffer.alloc(0));
  const [charstrings] = readIndex(cff, offsetOf(dictionary, CHARSTRINGS));
  const localOf = localSubroutines(cff, dictionary);
  return (glyph) => {
    const charstring = charstrings[glyph];
    if (charstring === undefined) return Buffer.alloc(0);
    const subroutines: Subroutines = { global, local: localOf(glyph) };
    return quadraticGlyph(charstringPath(charstring, subroutines));
  };
}

/** The subroutines that belong to a glyph: those of the font, or of its part of a font in many parts. */
function localSubroutines(cff: Buffer, top: Dictionary): (glyph: number) => readonly Buffer[] {
  if (!top.has(FONT_ARRAY)) {
    const own = privateSubroutines(cff, top);
    return () => own;
  }
  const [parts] = readIndex(cff, offsetOf(top, FONT_ARRAY));
  const all = parts.map((part) => privateSubroutines(cff, readDictionary(part)));
  const partOf = fontSelect(cff.subarray(offsetOf(top, FONT_SELECT)));
  return (glyph) => all[partOf(glyph)] ?? [];
}

function privateSubroutines(cff: Buffer, dictionary: Dictionary): readonly Buffer[] {
  const [size = 0, at = 0] = dictionary.get(PRIVATE) ?? [];
  const [offset] = readDictionary(cff.subarray(at, at + size)).get(SUBROUTINES) ?? [];
  return offset === undefined ? [] : readIndex(cff, at + offset)[0];
}

function fontSelect(table: Buffer): (glyph: number) => number {
  if (table.readUInt8(0) === 0) return (glyph) => table.readUInt8(1 + glyph);
  const ranges = Array.from({ length: table.readUInt16BE(1) }, (_, i) => ({
    first: table.readUInt16BE(3 + 3 * i),
    part: table.readUInt8(5 + 3 * i),
  }));
  return (glyph) => ranges.findLast(({ first }) => first <= glyph)?.part ?? 0;
}

/** The items of an index, and where it ends. */
function readIndex(cff: Buffer, at: number): [items: Buffer[], end: number] {
  const count = cff.readUInt16BE(at);
  if (count === 0) return [[], at + 2];
  const size = cff.readUInt8(at + 2);
  const data = at + 2 + size * (count + 1);
  const offset = (i: number): number => data + cff.readUIntBE(at + 3 + size * i, size);
  const items = Array.from({ length: count }, (_, i) => cff.subarray(offset(i), offset(i + 1)));
  return [items, offset(count)];
}

function offsetOf(dictionary: Dictionary, operator: number): number {
  const [offset] = dictionary.get(operator) ?? [];
  if (offset === undefined) throw new Error(`The font has no entry ${operator} of its outlines.`);
  return offset;
}

function readDictionary(data: Buffer): Dictionary {
  const entries = new Map<number, readonly number[]>();
  let numbers: number[] = [];
  for (let at = 0; at < data.length;) {
    const first = data.readUInt8(at++);
    if (first <= 21) {
      entries.set(first === 12 ? 1200 + data.readUInt8(at++) : first, numbers);
      numbers = [];
    } else if (first === 30) {
      // A decimal number, of which no offset is one: it ends with a half byte of ones.
      while ((data.readUInt8(at++) & 0xf) !== 0xf);
      numbers.push(Number.NaN);
    } else {
      const [value, length] = readInteger(data, at, first);
      numbers.push(value);
      at += length;
    }
  }
  return entries;
}

function readInteger(data: Buffer, at: number, first: number): [value: number, length: number] {
  if (first === 28) return [data.readInt16BE(at), 2];
  if (first === 29) return [data.readInt32BE(at), 4];
  if (first < 247) return [first - 139, 0];
  if (first < 251) return [(first - 247) * 256 + data.readUInt8(at) + 108, 1];
  return [-(first - 251) * 256 - data.readUInt8(at) - 108, 1];
}
