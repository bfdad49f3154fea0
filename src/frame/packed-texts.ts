/** Texts end to end: as ASCII, or where that does not hold them as UTF-16 units. The text `i` is from `offsets[i]` on. */
export interface PackedTexts {
  readonly units: Uint8Array | Uint16Array;
  /** One more than there are texts. */
  readonly offsets: Int32Array;
  /** A bit for each text, the lowest first, 0 where it is null; empty where none is. */
  readonly validity: Uint8Array;
  readonly nullCount: number;
}

/** Joins texts, so that one call encodes all of them and one decodes them. */
export function joinTexts(texts: readonly (string | null)[]): PackedTexts {
  const joined = texts.join(""); // of null, join makes nothing
  const ascii = Buffer.from(joined, "utf8");
  return {
    units: ascii.length === joined.length ? ascii : utf16(joined),
    ...offsetsOf(texts),
  };
}

/** The texts that were joined. */
export function splitTexts({
  units,
  offsets,
  validity,
  nullCount,
}: PackedTexts): (string | null)[] {
  const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
  const joined = bytes.toString(units instanceof Uint16Array ? "utf16le" : "latin1");
  return Array.from({ length: offsets.length - 1 }, (_, position) =>
    nullCount > 0 && !isPresent(validity, position)
      ? null
      : joined.slice(offsets[position], offsets[position + 1]),
  );
}

function utf16(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  Buffer.from(units.buffer).write(text, "utf16le");
  return units;
}

function offsetsOf(texts: readonly (string | null)[]): Omit<PackedTexts, "units"> {
  const offsets = new Int32Array(texts.length + 1);
  const validity = new Uint8Array(Math.ceil(texts.length / 8));
  let nullCount = 0;
  for (const [position, text] of texts.entries()) {
    offsets[position + 1] = offsets[position]! + (text?.length ?? 0);
    if (text === null) nullCount += 1;
    else validity[position >> 3]! |= 1 << (position & 7);
  }
  return { offsets, nullCount, validity: nullCount > 0 ? validity : new Uint8Array(0) };
}

function isPresent(validity: Uint8Array, position: number): boolean {
  return (validity[position >> 3]! & (1 << (position & 7))) !== 0;
}
