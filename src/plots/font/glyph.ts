/** Flags of a composite glyph's component. Source: the OpenType specification, "glyf". */
const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_COMPONENTS = 0x0020;
const HAS_XY_SCALE = 0x0040;
const HAS_2X2 = 0x0080;
const HAS_INSTRUCTIONS = 0x0100;

interface Component {
  /** Where its flags lie in the glyph; its glyph number follows two bytes later. */
  readonly at: number;
  readonly flags: number;
  readonly end: number;
}

/** Numbers of the glyphs that a composite glyph is put together from; empty for a simple one. */
export function componentGlyphs(glyph: Buffer): number[] {
  return components(glyph).map(({ at }) => glyph.readUInt16BE(at + 2));
}

/**
 * A copy of a glyph's outline without its hinting program, its components renumbered. `renumber` takes a glyph
 * number of the whole font and gives that of the subset.
 */
export function copyGlyph(glyph: Buffer, renumber: (glyph: number) => number): Buffer {
  if (glyph.length === 0) return glyph;
  return isComposite(glyph) ? copyComposite(glyph, renumber) : copySimple(glyph);
}

function isComposite(glyph: Buffer): boolean {
  return glyph.length > 0 && glyph.readInt16BE(0) < 0;
}

function copySimple(glyph: Buffer): Buffer {
  const instructions = 10 + 2 * glyph.readInt16BE(0);
  const outline = instructions + 2 + glyph.readUInt16BE(instructions);
  return even([glyph.subarray(0, instructions), Buffer.alloc(2), glyph.subarray(outline)]);
}

function copyComposite(glyph: Buffer, renumber: (glyph: number) => number): Buffer {
  const parts = components(glyph);
  const copy = Buffer.from(glyph.subarray(0, parts.at(-1)?.end));
  for (const { at, flags } of parts) {
    copy.writeUInt16BE(flags & ~HAS_INSTRUCTIONS, at);
    copy.writeUInt16BE(renumber(copy.readUInt16BE(at + 2)), at + 2);
  }
  return even([copy]);
}

function components(glyph: Buffer): Component[] {
  if (!isComposite(glyph)) return [];
  const found: Component[] = [];
  for (let at = 10, more = true; more;) {
    const flags = glyph.readUInt16BE(at);
    const end = at + componentSize(flags);
    found.push({ at, flags, end });
    more = (flags & MORE_COMPONENTS) !== 0;
    at = end;
  }
  return found;
}

function componentSize(flags: number): number {
  const args = flags & ARGS_ARE_WORDS ? 4 : 2;
  if (flags & HAS_2X2) return 4 + args + 8;
  if (flags & HAS_XY_SCALE) return 4 + args + 4;
  return 4 + args + (flags & HAS_SCALE ? 2 : 0);
}

function even(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, Buffer.alloc(length % 2)]);
}
