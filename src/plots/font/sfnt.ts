/** The tables of a font by their four-letter tag. */
export type FontTables = ReadonlyMap<string, Buffer>;

const DIRECTORY_ENTRY = 16;
const HEADER = 12;

/** Reads bytes of a file, in memory or on the disk. */
export type ReadBytes = (offset: number, length: number) => Buffer;

/** Where a table lies in its file. */
export interface TableEntry {
  readonly offset: number;
  readonly length: number;
}

/** Where the faces of a font file begin: several in a collection, which others have one of. */
export function faceOffsets(read: ReadBytes): number[] {
  const head = read(0, HEADER);
  if (head.toString("latin1", 0, 4) !== "ttcf") return [0];
  const offsets = read(HEADER, 4 * head.readUInt32BE(8));
  return Array.from({ length: offsets.length / 4 }, (_, i) => offsets.readUInt32BE(4 * i));
}

/** The tables of the face that begins at an offset. */
export function tableEntries(read: ReadBytes, face: number): Map<string, TableEntry> {
  const directory = read(face + HEADER, DIRECTORY_ENTRY * read(face, HEADER).readUInt16BE(4));
  const entries = new Map<string, TableEntry>();
  for (let at = 0; at < directory.length; at += DIRECTORY_ENTRY) {
    const [offset, length] = [directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12)];
    entries.set(directory.toString("latin1", at, at + 4), { offset, length });
  }
  return entries;
}

/** Splits a font file into the tables of one of its faces; the buffers share the file's memory. */
export function parseFontTables(file: Buffer, face = 0): FontTables {
  const read: ReadBytes = (offset, length) => file.subarray(offset, offset + length);
  const entries = tableEntries(read, faceOffsets(read)[face] ?? 0);
  return new Map([...entries].map(([tag, { offset, length }]) => [tag, read(offset, length)]));
}

/** A table that every TrueType font has. */
export function fontTable(tables: FontTables, tag: string): Buffer {
  const table = tables.get(tag);
  if (table === undefined) throw new Error(`The font has no table '${tag}'.`);
  return table;
}

/** Joins tables into a TrueType file, checksums included. Source: the OpenType specification, "The OpenType font file". */
export function writeFontTables(tables: FontTables): Buffer {
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const file = Buffer.concat([
    tableDirectory(sorted),
    ...sorted.map(([, table]) => Buffer.concat([table, Buffer.alloc(padding(table.length))])),
  ]);
  const adjustment = (0xb1b0afba - checksum(file)) >>> 0;
  const head = directoryOffset(sorted, "head");
  file.writeUInt32BE(adjustment, file.readUInt32BE(head + 8) + 8);
  return file;
}

function tableDirectory(sorted: readonly (readonly [string, Buffer])[]): Buffer {
  const out = Buffer.alloc(HEADER + sorted.length * DIRECTORY_ENTRY);
  const entrySelector = Math.floor(Math.log2(sorted.length));
  const searchRange = 16 * 2 ** entrySelector;
  out.writeUInt32BE(0x00010000, 0);
  out.writeUInt16BE(sorted.length, 4);
  out.writeUInt16BE(searchRange, 6);
  out.writeUInt16BE(entrySelector, 8);
  out.writeUInt16BE(sorted.length * 16 - searchRange, 10);
  let offset = out.length;
  for (const [i, [tag, table]] of sorted.entries()) {
    const entry = HEADER + i * DIRECTORY_ENTRY;
    out.write(tag, entry, "latin1");
    out.writeUInt32BE(checksum(table), entry + 4);
    out.writeUInt32BE(offset, entry + 8);
    out.writeUInt32BE(table.length, entry + 12);
    offset += table.length + padding(table.length);
  }
  return out;
}

function directoryOffset(sorted: readonly (readonly [string, Buffer])[], tag: string): number {
  return HEADER + sorted.findIndex(([name]) => name === tag) * DIRECTORY_ENTRY;
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}

function checksum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc(padding(table.length))]);
  let sum = 0;
  for (let i = 0; i < padded.length; i += 4) sum = (sum + padded.readUInt32BE(i)) >>> 0;
  return sum;
}
