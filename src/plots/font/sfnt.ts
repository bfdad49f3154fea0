/** The tables of a TrueType file by their four-letter tag. */
export type FontTables = ReadonlyMap<string, Buffer>;

const DIRECTORY_ENTRY = 16;
const HEADER = 12;

/** Splits a TrueType file into its tables; the buffers share the file's memory. */
export function parseFontTables(file: Buffer): FontTables {
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < file.readUInt16BE(4); i++) {
    const entry = HEADER + i * DIRECTORY_ENTRY;
    const offset = file.readUInt32BE(entry + 8);
    const tag = file.toString("latin1", entry, entry + 4);
    tables.set(tag, file.subarray(offset, offset + file.readUInt32BE(entry + 12)));
  }
  return tables;
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
    directory(sorted),
    ...sorted.map(([, table]) => Buffer.concat([table, Buffer.alloc(padding(table.length))])),
  ]);
  const adjustment = (0xb1b0afba - checksum(file)) >>> 0;
  const head = directoryOffset(sorted, "head");
  file.writeUInt32BE(adjustment, file.readUInt32BE(head + 8) + 8);
  return file;
}

function directory(sorted: readonly (readonly [string, Buffer])[]): Buffer {
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
