/** A record of a `name` table; the text in UTF-16, big-endian. */
export interface FontName {
  readonly id: number;
  readonly text: Buffer;
}

const WINDOWS = 3;
const ENGLISH = 0x409;

/** Numbers of the names of a family: that of fonts in four styles at most, and that of all. */
const FAMILY = 1;
const STYLE = 2;
const POST_SCRIPT = 6;
const WHOLE_FAMILY = 16;

/** Windows' English records of a `name` table. */
export function englishNames(table: Buffer): FontName[] {
  return windowsNames(table).filter(({ language }) => language === ENGLISH);
}

/** The family that a font belongs to, whatever the language of its name; "" without one. */
export function familyName(table: Buffer): string {
  const names = windowsNames(table).toSorted((a, b) => a.language - b.language);
  return textOf(
    names.find(({ id }) => id === WHOLE_FAMILY) ?? names.find(({ id }) => id === FAMILY),
  );
}

/** The name that programs know a font by. */
export function postScriptName(table: Buffer): string {
  return textOf(englishNames(table).find(({ id }) => id === POST_SCRIPT));
}

/** What a font of a family has to be called at least. */
export function familyNames(family: string): FontName[] {
  const name = (id: number, text: string): FontName => ({
    id,
    text: Buffer.from(text, "utf16le").swap16(),
  });
  return [name(FAMILY, family), name(STYLE, "Regular"), name(POST_SCRIPT, family)];
}

/** Writes a `name` table of Windows' English records. */
export function writeNames(names: readonly FontName[]): Buffer {
  const header = Buffer.alloc(6 + 12 * names.length);
  header.writeUInt16BE(names.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  for (const [i, { id, text }] of names.entries()) {
    for (const [j, word] of [WINDOWS, 1, ENGLISH, id, text.length, offset].entries())
      header.writeUInt16BE(word, 6 + 12 * i + 2 * j);
    offset += text.length;
  }
  return Buffer.concat([header, ...names.map(({ text }) => text)]);
}

function windowsNames(table: Buffer): (FontName & { readonly language: number })[] {
  const strings = table.readUInt16BE(4);
  return Array.from({ length: table.readUInt16BE(2) }, (_, i) => 6 + 12 * i)
    .filter((at) => table.readUInt16BE(at) === WINDOWS)
    .map((at) => {
      const offset = strings + table.readUInt16BE(at + 10);
      return {
        language: table.readUInt16BE(at + 4),
        id: table.readUInt16BE(at + 6),
        text: table.subarray(offset, offset + table.readUInt16BE(at + 8)),
      };
    });
}

function textOf(name: FontName | undefined): string {
  return name === undefined ? "" : Buffer.from(name.text).swap16().toString("utf16le");
}
